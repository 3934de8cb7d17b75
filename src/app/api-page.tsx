import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiDocs } from '../features/api-docs/api-docs.tsx'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { demosOptions } from '../queries/demos.ts'
import { useSession } from '../queries/use-session.ts'
import { Field } from '../ui/field.tsx'
import { PageHeading } from '../ui/page-heading.tsx'
import { Select } from '../ui/select.tsx'
import { LoadBar } from './load-bar.tsx'

/** Without a service worker it can only be the server that answers: see hosting/api-plugin.ts. */
const isServed = import.meta.env['VITRINE_SERVICE_WORKER'] !== 'on'

/** What the API of this site takes and gives, with a model to try it on. */
export function ApiPage({ runtime }: { runtime: Runtime }) {
  const { data: demos = [] } = useQuery(demosOptions())
  const [id, setId] = useState('')
  const manifest = demos.find((demo) => demo.id === id)
  return (
    <>
      <PageHeading>API</PageHeading>
      <div className="mt-2 mb-6 flex max-w-prose flex-col gap-2 text-pretty text-muted">
        {isServed ? <ServedWords /> : <RelayedWords />}
      </div>
      <Field label={isServed ? 'Examples for' : 'Model to try it on'} className="mb-6 max-w-96">
        {(links) => (
          <Select
            {...links}
            value={id}
            options={[
              ['', isServed ? 'Any model' : 'None here: what other tabs have open'],
              ...demos.map((demo) => [demo.id, demo.title] as const),
            ]}
            onChange={setId}
          />
        )}
      </Field>
      {manifest !== undefined && !isServed && (
        <OpenModel key={`${runtime} ${id}`} manifest={manifest} runtime={runtime} />
      )}
      <ApiDocs model={manifest} />
    </>
  )
}

function RelayedWords() {
  return (
    <>
      <p>
        Pages of this site can call its models as they would call a server. The calls stay in this
        browser: they are handed to a tab in which the model is open, and nothing is uploaded.
      </p>
      <p>
        Only pages of this very site can call it. Other sites, other programs and curl cannot: for
        those, <code>npm start</code> answers the same calls over HTTP.
      </p>
      <p>
        The tab that answers is the one with the model that a call names, else one whose model takes
        what the call brings; among several, one that is ready, and the one you used last. Without
        such a tab the answer is 503.
      </p>
    </>
  )
}

function ServedWords() {
  return (
    <p>
      Here the server that sends this page answers, as <code>npm start</code> does: to pages of this
      site, to curl and to other programs. On a published site an open tab answers instead, and only
      pages of that site can call it.
    </p>
  )
}

function OpenModel({ manifest, runtime }: { manifest: Manifest; runtime: Runtime }) {
  const { session, load, cancel } = useSession(manifest, runtime)
  return <LoadBar manifest={manifest} session={session} onLoad={load} onCancel={cancel} />
}
