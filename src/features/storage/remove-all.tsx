import { useRef, useState } from 'react'
import { Button } from '../../ui/button.tsx'
import { formatSize, plural } from '../../ui/format.ts'

interface RemoveAllProps {
  /** Of whole files; downloads that were cut go with them. */
  count: number
  fileBytes: number
  partialBytes: number
  isBusy: boolean
  onRemove(): void
}

/** Asks once more, in its own place. */
export function RemoveAll({ count, fileBytes, partialBytes, isBusy, onRemove }: RemoveAllProps) {
  const [isAsking, setIsAsking] = useState(false)
  const ask = useRef<HTMLButtonElement>(null)

  function keep() {
    setIsAsking(false)
    // The button is there again with the next drawing.
    requestAnimationFrame(() => ask.current?.focus())
  }

  if (!isAsking) {
    return (
      <Button ref={ask} disabled={isBusy} onClick={() => setIsAsking(true)}>
        Remove all
      </Button>
    )
  }
  const what = [
    count > 0 && `all ${plural(count, 'file')}`,
    partialBytes > 0 && 'the unfinished downloads',
  ].filter((part) => part !== false)
  return (
    <fieldset className="flex min-w-0 flex-wrap items-center gap-2">
      <legend className="sr-only">Remove all stored models</legend>
      <span className="num mr-1 text-note text-pretty text-muted">
        Remove {what.join(' and ')}, {formatSize(fileBytes + partialBytes)}? They can be downloaded
        again.
      </span>
      <Button
        look="primary"
        disabled={isBusy}
        onClick={() => {
          setIsAsking(false)
          onRemove()
        }}
      >
        Yes, remove all
      </Button>
      {/* The harmless one takes the focus. */}
      <Button
        ref={focusIt}
        onClick={keep}
        onKeyDown={({ key }) => {
          if (key === 'Escape') keep()
        }}
      >
        Keep them
      </Button>
    </fieldset>
  )
}

/** As a constant, for a function made anew would take the focus with every drawing. */
const focusIt = (button: HTMLButtonElement | null) => button?.focus()
