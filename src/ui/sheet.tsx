import { useEffectEvent, useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { Button } from './button.tsx'

interface SheetProps {
  title: string
  onClose(): void
  children: ReactNode
}

/** Lies over the page until it is closed, with its button, Escape, or a press beside it. The focus goes back by itself. */
export function Sheet({ title, onClose, children }: SheetProps) {
  const dialog = useRef<HTMLDialogElement>(null)
  const titleId = useId()
  const closed = useEffectEvent(onClose)
  // Not later: what is no longer in the page cannot give the focus back.
  useLayoutEffect(() => {
    const element = dialog.current
    if (element === null) return undefined
    const left = new AbortController()
    element.addEventListener(
      'close',
      // The word of an earlier closing may come late, when StrictMode has opened it again.
      () => {
        if (!element.open) closed()
      },
      { signal: left.signal },
    )
    element.showModal()
    return () => {
      left.abort()
      element.close()
    }
  }, [])
  return (
    // The keyboard has Escape and the button.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={dialog}
      aria-labelledby={titleId}
      onClick={({ target, currentTarget }) => {
        if (target === currentTarget) currentTarget.close()
      }}
      className="mx-auto mt-auto max-h-[92dvh] w-full max-w-2xl overflow-y-auto rounded-2xl border border-line bg-panel text-body text-ink shadow-panel backdrop:bg-black/40 sm:my-auto"
    >
      <div className="grid gap-4 px-4 pt-2 pb-5 sm:px-6">
        <div className="flex items-center justify-between gap-4">
          <h2 id={titleId} className="font-semibold">
            {title}
          </h2>
          <Button look="quiet" onClick={() => dialog.current?.close()}>
            Close
          </Button>
        </div>
        {children}
      </div>
    </dialog>
  )
}
