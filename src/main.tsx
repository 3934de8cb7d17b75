import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import { createRouter } from './app/router.ts'
import { createEngine } from './engine/host.ts'
import { allowOwnScripts } from './protocol/own-scripts.ts'
import { createLoader } from './queries/loader.ts'
import { createOpenedExports } from './queries/opened-exports.ts'
import { createQueryClient } from './queries/query-client.ts'

allowOwnScripts(window, (url, base) => new URL(url, base).href)

const loader = createLoader(createEngine())
const client = createQueryClient(loader)
const router = createRouter(window)

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root.')

createRoot(root).render(
  <StrictMode>
    <App loader={loader} client={client} router={router} opened={createOpenedExports()} />
  </StrictMode>,
)
