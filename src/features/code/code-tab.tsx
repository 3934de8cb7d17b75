import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { downloadBlob } from '../../ui/download-blob.ts'
import { FileList } from './file-list.tsx'
import type { Asked } from './snippets/asked.ts'
import type { Snippet } from './snippets/snippet.ts'

interface CodeTabProps {
  /** What the code is, for screen readers. */
  name: string
  asked: Asked
  snippet: Snippet
}

/** Code, what it needs, and how to take it away. */
export function CodeTab({ name, asked, snippet }: CodeTabProps) {
  const { code, install, notes, file, companion } = snippet
  return (
    <div className="flex min-w-0 flex-col gap-3 text-note">
      {install !== undefined && <Block name="What to install" text={install} />}
      <div className="flex flex-wrap items-center justify-between gap-2">
        <CopyButton text={() => code}>Copy</CopyButton>
        <span className="flex flex-wrap gap-2">
          {companion !== undefined && (
            <Button onClick={() => download(companion.name, 'application/json', companion.text)}>
              Download {companion.name}
            </Button>
          )}
          {file !== undefined && (
            <Button onClick={() => download(file.name, file.type, code)}>
              Download {file.name}
            </Button>
          )}
        </span>
      </div>
      <Block name={name} text={code} isLong />
      <ul className="list-disc space-y-1 pl-5 text-muted">
        {companion !== undefined && <li>It reads the class names from {companion.name}.</li>}
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      {install !== undefined && <FileList asked={asked} />}
    </div>
  )
}

/** Scrolls by itself, also with the keys, so that the page never becomes wider than the screen. */
function Block({ name, text, isLong = false }: { name: string; text: string; isLong?: boolean }) {
  return (
    <section
      aria-label={name}
      // A region that scrolls has to be reached by the keyboard.
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
      className={`min-w-0 overflow-auto rounded-lg border border-line bg-well p-3 text-ink ${isLong ? 'max-h-[60vh]' : ''}`}
    >
      <pre className="font-mono text-[0.8125rem] leading-5">
        <code>{text}</code>
      </pre>
    </section>
  )
}

function download(name: string, type: string, text: string): void {
  downloadBlob(new Blob([text], { type }), name)
}
