import type { Manifest } from '../../protocol/manifest.ts'

/** What an export was taken for and why, with all that a person should know before they trust it. */
export function Detected({ manifest }: { manifest: Manifest }) {
  const { task, recognised, reasons, notes = [] } = manifest
  const [first = 'what it is', ...others] = reasons
  // The first reason names the task, as in "image classification, because metadata.json says so".
  const [what = first, ...why] = first.split(', because ')
  const because = [why.join(', because '), ...others].filter((clause) => clause !== '').join('; ')
  const isNearest = task === 'tensors' && recognised !== undefined
  return (
    <div className="grid gap-3">
      <p className="max-w-prose text-note text-pretty wrap-anywhere text-muted">
        {isNearest ? 'Looks like' : 'Opened as'} <b className="font-medium text-ink">{what}</b>
        {because !== '' && (
          <>
            , because <bdi>{because}</bdi>
          </>
        )}
        .{isNearest && notes.length === 0 && ' Opened on plain tensors.'}
      </p>
      {notes.length > 0 && (
        <div
          role="note"
          className="grid max-w-prose gap-1 rounded-xl border border-line bg-panel px-4 py-3 text-note text-pretty wrap-anywhere"
        >
          {notes.map((note) => (
            <p key={note}>{note}</p>
          ))}
        </div>
      )}
    </div>
  )
}
