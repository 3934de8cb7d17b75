import { cleanup, render } from '@testing-library/react'
import userEvent, { type UserEvent } from '@testing-library/user-event'
import { StrictMode } from 'react'
import { onTestFinished, vi } from 'vitest'
import { App } from '../app/app.tsx'
import { createRouter } from '../app/router.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { createLoader } from '../queries/loader.ts'
import { createOpenedExports } from '../queries/opened-exports.ts'
import { createQueryClient } from '../queries/query-client.ts'
import { buildDemos } from './builders.ts'
import { FakeEngine } from './fake-engine.ts'

interface Options {
  engine?: FakeEngine
  demos?: readonly Manifest[]
  /** What the site answers to everything; by default it has the index and every picture. */
  serve?: (path: string) => Response
}

/** The whole page at an address such as "?model=stories", over a fake engine and a fake site. */
export function renderApp(
  address: string,
  { engine = new FakeEngine(), demos = buildDemos(), serve = siteOf(demos) }: Options = {},
): { engine: FakeEngine; user: UserEvent } {
  vi.stubGlobal('fetch', (path: string) => Promise.resolve(serve(path)))
  window.history.replaceState(null, '', `/${address}`)
  const user = userEvent.setup()
  const loader = createLoader(engine)
  const client = createQueryClient(loader)
  const router = createRouter(window)
  const opened = createOpenedExports()
  render(
    <StrictMode>
      <App loader={loader} client={client} router={router} opened={opened} />
    </StrictMode>,
  )
  onTestFinished(() => {
    cleanup()
    client.clear()
    vi.unstubAllGlobals()
  })
  return { engine, user }
}

function siteOf(demos: readonly Manifest[]): (path: string) => Response {
  return (path) => {
    if (path === 'models/index.json') return Response.json({ demos })
    return new Response(new Blob(['picture'], { type: 'image/png' }))
  }
}
