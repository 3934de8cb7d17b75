import type { EmbeddedDemo } from '../../protocol/embed-snippets.ts'
import { elementSnippet, iframeSnippet } from '../../protocol/embed-snippets.ts'
import { CopyButton } from '../../ui/copy-button.tsx'

/** The same demo as a part of somebody else's page. */
export function EmbedPart({ demo }: { demo: EmbeddedDemo }) {
  return (
    <div className="grid gap-4">
      <Snippet title="As a frame, with what is in the link" copy="Copy frame">
        {iframeSnippet(demo)}
      </Snippet>
      <Snippet title="As an element, which opens the demo as it begins" copy="Copy element">
        {elementSnippet(demo)}
      </Snippet>
      <p className="text-note text-pretty text-muted">
        The site decides which pages may embed it; docs/embedding.md says how.
      </p>
    </div>
  )
}

interface SnippetProps {
  title: string
  copy: string
  children: string
}

function Snippet({ title, copy, children }: SnippetProps) {
  return (
    <section className="min-w-0 text-note">
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        <h3 className="font-medium">{title}</h3>
        <CopyButton text={() => children}>{copy}</CopyButton>
      </div>
      <pre
        // A wide one is scrolled with the keyboard too.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        className="max-h-40 overflow-auto rounded-lg border border-line bg-well px-3 py-2 font-mono"
      >
        {children}
      </pre>
    </section>
  )
}
