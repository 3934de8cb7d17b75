import { CopyButton } from '../../ui/copy-button.tsx'
import { Disclosure } from '../../ui/disclosure.tsx'
import { downloadText } from '../../ui/download-text.ts'
import { Button } from '../../ui/button.tsx'
import { curlLine, fetchLines, isLong, type Call } from './snippets.ts'

interface SnippetsProps {
  method: string
  /** Relative to the API. */
  path: string
  body: string | undefined
}

/** The same call as code: for this page and others of its origin, and for a command line against a server. */
export function Snippets({ method, path, body }: SnippetsProps) {
  const { hostname, href } = new URL(document.baseURI)
  const isLoopback = ['localhost', '127.0.0.1', '[::1]'].includes(hostname)
  // `npm start` answers here by default.
  const server = isLoopback ? href : 'http://localhost:5173/'
  const here: Call = { method, url: new URL(`api/${path}`, href).href, body }
  const there: Call = { method, url: new URL(`api/${path}`, server).href, body }
  return (
    <Disclosure title="As code">
      <div className="flex flex-col gap-4">
        <Code title="On a page of this site" text={fetchLines(here)} copy="Copy fetch" />
        <Code
          title="From a command line, while “npm start” runs"
          text={curlLine(there)}
          copy="Copy curl"
        />
        {body !== undefined && isLong(body) && (
          <p className="flex flex-wrap items-center gap-2">
            The body is too long for a line.
            <Button onClick={() => downloadText('body.json', 'application/json', body)}>
              Download body.json
            </Button>
          </p>
        )}
      </div>
    </Disclosure>
  )
}

function Code({ title, text, copy }: { title: string; text: string; copy: string }) {
  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-x-4">
        {title}
        <CopyButton text={() => text}>{copy}</CopyButton>
      </div>
      <pre className="overflow-auto rounded-xl border border-line bg-well px-4 py-3 font-mono whitespace-pre-wrap wrap-anywhere text-ink">
        {text}
      </pre>
    </div>
  )
}
