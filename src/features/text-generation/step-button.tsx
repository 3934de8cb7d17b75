import type { ReactNode } from 'react'

interface StepButtonProps {
  name: string
  isOff: boolean
  onPress(): void
  children: ReactNode
}

/** A small button that keeps the focus when there is nowhere further to go. */
export function StepButton({ name, isOff, onPress, children }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-disabled={isOff}
      onClick={() => {
        if (!isOff) onPress()
      }}
      className="inline-flex size-8 cursor-pointer items-center justify-center rounded-md text-ink hover:bg-track aria-disabled:cursor-default aria-disabled:text-muted aria-disabled:opacity-50 aria-disabled:hover:bg-transparent pointer-coarse:size-11"
    >
      {children}
      <span className="sr-only">{name}</span>
    </button>
  )
}
