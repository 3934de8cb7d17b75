import { useEffect, useId, useRef, type KeyboardEvent } from 'react'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'

interface QuestionItemProps {
  question: string
  /** The model is not given it any more. */
  isLeftOut: boolean
  /** What stands in the editor, when it is open. */
  draft: string | undefined
  canEdit: boolean
  onOpen(): void
  onDraft(draft: string): void
  onCancel(): void
  onSend(): void
}

/** What the person said. */
export function QuestionItem(props: QuestionItemProps) {
  const { question, isLeftOut, draft, canEdit, onOpen, onDraft, onCancel, onSend } = props
  const edit = useRef<HTMLButtonElement>(null)
  const wasEditing = useRef(false)
  const isEditing = draft !== undefined
  useEffect(() => {
    // Closing an editor takes the focus with it.
    if (wasEditing.current && !isEditing && document.activeElement === document.body) {
      edit.current?.focus()
    }
    wasEditing.current = isEditing
  }, [isEditing])

  return (
    <li className="flex flex-col gap-1">
      <div className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 text-note">
        <h3 className="font-semibold text-muted">
          You
          {isLeftOut && (
            <span className="font-normal"> · left out, no longer given to the model</span>
          )}
        </h3>
        {!isEditing && (
          <div className="flex items-center gap-x-4">
            <Button
              ref={edit}
              look="quiet"
              className="-mx-3.5 text-note"
              disabled={!canEdit}
              onClick={onOpen}
            >
              Edit
            </Button>
            <CopyButton text={() => question}>Copy</CopyButton>
          </div>
        )}
      </div>
      {isEditing ? (
        <Editor draft={draft} onDraft={onDraft} onCancel={onCancel} onSend={onSend} />
      ) : (
        <p
          className={`w-fit max-w-full rounded-xl px-4 py-2.5 text-base whitespace-pre-wrap wrap-anywhere ${isLeftOut ? 'bg-well text-muted' : 'bg-accent-soft'}`}
        >
          {question}
        </p>
      )}
    </li>
  )
}

interface EditorProps {
  draft: string
  onDraft(draft: string): void
  onCancel(): void
  onSend(): void
}

function Editor({ draft, onDraft, onCancel, onSend }: EditorProps) {
  const area = useRef<HTMLTextAreaElement>(null)
  const hintId = useId()
  useEffect(() => area.current?.focus(), [])

  function onKeyDown(event: KeyboardEvent) {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') onCancel()
    if (event.key !== 'Enter' || event.shiftKey) return
    event.preventDefault()
    onSend()
  }

  return (
    <>
      <textarea
        ref={area}
        value={draft}
        rows={2}
        aria-label="Edit your message"
        aria-describedby={hintId}
        onChange={(event) => onDraft(event.target.value)}
        onKeyDown={onKeyDown}
        className="field-sizing-content max-h-48 min-h-16 w-full resize-y rounded-xl border border-edge bg-well px-4 py-3 text-base"
      />
      <div className="flex flex-wrap items-center gap-2">
        <Button look="primary" disabled={draft.trim() === ''} onClick={onSend}>
          Send again
        </Button>
        <Button onClick={onCancel}>Cancel</Button>
        <p id={hintId} className="ml-1 text-note text-muted">
          What follows it goes when the new answer begins.
        </p>
      </div>
    </>
  )
}
