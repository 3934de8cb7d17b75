import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createOfflineEngine } from './app/offline-engine.ts'
import { createRouter } from './app/router.ts'
import { endOffline, startOffline } from './app/start-offline.ts'
import { UpdatePrompt } from './app/update-prompt.tsx'
import { createEngine } from './engine/host.ts'
import { allowOwnScripts } from './protocol/own-scripts.ts'
import { createLoader } from './queries/loader.ts'
import { createOpenedExports } from './queries/opened-exports.ts'
import { createQueryClient } from './queries/query-client.ts'

allowOwnScripts(window, (url, base) => new URL(url, base).href)

const loader = createLoader(createOfflineEngine(createEngine()))
const client = createQueryClient(loader)
const router = createRouter(window)
// Set by hosting/service-worker-plugin.ts; undefined while developing.
const hasServiceWorker = import.meta.env.VITRINE_SERVICE_WORKER === 'on'
const updates = hasServiceWorker
  ? startOffline(import.meta.url)
  : endOffline().then(() => undefined)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root.')

createRoot(root).render(
  <StrictMode>
    <App loader={loader} client={client} router={router} opened={createOpenedExports()} />
    <UpdatePrompt updates={updates} />
  </StrictMode>,
)
