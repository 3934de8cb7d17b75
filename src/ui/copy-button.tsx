import { useEffect, useState } from 'react'
import { Announcer } from './announcer.tsx'
import { CheckIcon, CopyIcon } from './icons.tsx'
import { copyText } from './copy-text.ts'

const thanksMs = 2000

interface CopyButtonProps {
  children: string
  /** Called on the press, so that nothing is built that nobody wants. Undefined: there is nothing to copy yet. */
  text: (() => string) | undefined
}

/** Keeps its name while it says that it has copied, so that its name can be relied on. */
export function CopyButton({ children, text }: CopyButtonProps) {
  const [outcome, setOutcome] = useState<'copied' | 'refused'>()

  useEffect(() => {
    if (outcome === undefined) return undefined
    const timer = setTimeout(() => setOutcome(undefined), thanksMs)
    return () => clearTimeout(timer)
  }, [outcome])

  const message =
    outcome === 'copied' ? 'Copied' : outcome === 'refused' ? 'The browser refused' : ''
  return (
    <span className="inline-flex items-center gap-1">
      {outcome === 'refused' && <span className="text-danger">{message}</span>}
      <button
        type="button"
        disabled={text === undefined}
        onClick={() => {
          if (text !== undefined) {
            void copyText(text()).then((done) => setOutcome(done ? 'copied' : 'refused'))
          }
        }}
        className="-mx-2 inline-flex min-h-9 cursor-pointer items-center gap-1.5 rounded-md px-2 font-medium text-ink hover:bg-well disabled:cursor-default disabled:text-muted disabled:opacity-60 disabled:hover:bg-transparent pointer-coarse:min-h-11"
      >
        {outcome === 'copied' ? <CheckIcon /> : <CopyIcon />}
        {children}
      </button>
      <Announcer message={message} />
    </span>
  )
}
