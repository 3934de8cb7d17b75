import type { ReactNode } from 'react'

interface StepButtonProps {
  name: string
  isOff: boolean
  /** In a line of text. */
  isSmall?: boolean
  /** The key that does the same. */
  shortcut?: string
  onPress(): void
  children: ReactNode
}

/** A small button that keeps the focus when there is nowhere further to go. */
export function StepButton(props: StepButtonProps) {
  const { name, isOff, isSmall = false, shortcut, onPress, children } = props
  return (
    <button
      type="button"
      title={isSmall ? name : undefined}
      aria-disabled={isOff}
      aria-keyshortcuts={shortcut}
      onClick={() => {
        if (!isOff) onPress()
      }}
      className={`inline-flex cursor-pointer items-center justify-center rounded-md text-ink hover:bg-track aria-disabled:cursor-default aria-disabled:text-muted aria-disabled:opacity-50 aria-disabled:hover:bg-transparent pointer-coarse:size-11 ${isSmall ? 'size-6' : 'size-8'}`}
    >
      {children}
      <span className="sr-only">{name}</span>
    </button>
  )
}
