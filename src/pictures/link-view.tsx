import { useEffect, useEffectEvent, useRef, useState } from 'react'
import { asVitrineError, type VitrineError } from '../protocol/errors.ts'
import { describeError } from '../protocol/messages.ts'
import { Alert } from '../ui/alert.tsx'
import { Button } from '../ui/button.tsx'
import { Field } from '../ui/field.tsx'
import { TextField } from '../ui/text-field.tsx'
import { fetchPictureLink, readPictureLink, type PictureLink } from './picture-link.ts'

interface LinkViewProps {
  /** What was pasted on the page; it is followed at once. */
  pasted: string | undefined
  onFile(file: File): void
  onClose(): void
}

type LinkState =
  | { readonly status: 'idle' }
  | { readonly status: 'following'; readonly link: Exclude<PictureLink, { kind: 'refused' }> }
  | { readonly status: 'failed'; readonly error: VitrineError }

/** A long data URL would only fill the field, and slow it down. */
const longestShown = 2000

/** Where the address of a picture goes, or the picture itself as a data URL. */
export function LinkView({ pasted = '', onFile, onClose }: LinkViewProps) {
  const [text, setText] = useState(pasted.length > longestShown ? '' : pasted)
  const [state, setState] = useState(() => stateOf(pasted))
  const form = useRef<HTMLFormElement>(null)
  const give = useEffectEvent(onFile)

  const isPasted = pasted !== ''
  useEffect(() => {
    if (!isPasted) form.current?.querySelector('input')?.focus()
  }, [isPasted])

  useEffect(() => {
    if (state.status !== 'following') return undefined
    const left = new AbortController()
    const say = (next: LinkState) => left.signal.aborted || setState(next)
    fileOf(state.link, left.signal).then(
      (file) => {
        if (left.signal.aborted) return undefined
        setState({ status: 'idle' })
        return give(file)
      },
      (error: unknown) => say({ status: 'failed', error: asVitrineError(error) }),
    )
    return () => left.abort()
  }, [state])

  const isFetching = state.status === 'following'
  return (
    <form
      ref={form}
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault()
        if (text.trim() === '') form.current?.querySelector('input')?.focus()
        else setState(stateOf(text))
      }}
    >
      <Field
        label="Link or data URL"
        hint="A picture on this site, or one that begins with data:image. Of another site, save the picture and drop it here."
      >
        {(links) => (
          <div className="flex flex-wrap gap-2">
            <div className="min-w-40 flex-1">
              <TextField
                {...links}
                value={text}
                isInvalid={state.status === 'failed'}
                onChange={setText}
                autoComplete="off"
                autoCapitalize="none"
                spellCheck={false}
                placeholder="photos/cat.jpg or data:image/…"
              />
            </div>
            <Button type="submit" look="primary" className="text-body" aria-busy={isFetching}>
              Look at it
            </Button>
            <Button className="text-body" onClick={onClose}>
              Close
            </Button>
          </div>
        )}
      </Field>
      {state.status === 'failed' && <Alert {...describeError(state.error)} />}
    </form>
  )
}

function stateOf(text: string): LinkState {
  if (text.trim() === '') return { status: 'idle' }
  const link = readPictureLink(text, document.baseURI)
  return link.kind === 'refused'
    ? { status: 'failed', error: link.error }
    : { status: 'following', link }
}

async function fileOf(
  link: Exclude<PictureLink, { kind: 'refused' }>,
  signal: AbortSignal,
): Promise<File> {
  return link.kind === 'data' ? link.file : fetchPictureLink(link.url, signal)
}
