import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createOfflineEngine } from './app/offline-engine.ts'
import { createRouter } from './app/router.ts'
import { endOffline, startOffline } from './app/start-offline.ts'
import { UpdatePrompt } from './app/update-prompt.tsx'
import { createEngine } from './engine/host.ts'
import { spawnWorker } from './engine/spawn-worker.ts'
import { allowOwnScripts } from './protocol/own-scripts.ts'
import { createLoader } from './queries/loader.ts'
import { createOpenedExports } from './queries/opened-exports.ts'
import { createQueryClient } from './queries/query-client.ts'

allowOwnScripts(window, (url, base) => new URL(url, base).href)

const loader = createLoader(createOfflineEngine(createEngine({ spawn: spawnWorker })))
const client = createQueryClient(loader)
const router = createRouter(window)
const opened = createOpenedExports()

const element = document.getElementById('root')
if (element === null) throw new Error('index.html has no #root.')
const root = createRoot(element)

// embed/index.html says so of itself.
if (document.documentElement.dataset['page'] === 'embed') {
  void import('./app/embed-app.tsx').then(({ createFrame }) =>
    root.render(
      <StrictMode>
        <App client={client} opened={opened} {...createFrame(element, loader, router)} />
      </StrictMode>,
    ),
  )
} else {
  // Set by hosting/service-worker-plugin.ts; undefined while developing.
  const hasServiceWorker = import.meta.env.VITRINE_SERVICE_WORKER === 'on'
  const updates = hasServiceWorker
    ? startOffline(import.meta.url, loader, client)
    : endOffline().then(() => undefined)
  root.render(
    <StrictMode>
      <App loader={loader} client={client} router={router} opened={opened} />
      <UpdatePrompt updates={updates} />
    </StrictMode>,
  )
}
