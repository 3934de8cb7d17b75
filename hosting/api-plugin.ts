import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { hostname } from 'node:os'
import { join, sep } from 'node:path'
import {
  defaultAllowedOrigins,
  type Connect,
  type Plugin,
  type PreviewServer,
  type ViteDevServer,
} from 'vite'
import type { DemoIndex } from '../src/protocol/manifest.ts'
import type { HostedDemo } from '../src/node/node-host.ts'
import type { NodeApi } from '../src/node/server.ts'
import type { ExportsApi } from './exports-plugin.ts'
import { siteHeaders } from './headers.js'
import { loadNodeCode } from './node-bundle.ts'

/** The routes that the serving guides have at the root of a server, which the site needs for nothing else. */
const guideRoutes =
  /^\/(predict(\/batch)?|generate|health|ready|models|model\/info(\/[^/]+)?|metrics|openapi\.json|docs)$/

const cors = { origin: defaultAllowedOrigins, preflightContinue: true }

/**
 * Lets `npm start` and `npm run dev` answer the API over HTTP, under `/api/` and where the serving guides have it: the code of
 * `src/api/` over the models of the site, which run in threads of Node. It is got ready in the background once the
 * server listens, for the page needs none of it.
 */
export function apiPlugin(): Plugin {
  let readDemos: ExportsApi['demos'] = () => Promise.resolve([])
  return {
    name: 'vitrine-api',
    // What asks whether it may call is answered by the API, and not by Vite. Else all is as Vite has it.
    config: () => ({ preview: { cors }, server: { cors } }),
    configResolved({ plugins }) {
      const { api } = plugins.find(({ name }) => name === 'vitrine-exports') ?? {}
      readDemos = (api as ExportsApi).demos
    },
    configurePreviewServer(server) {
      const { root, build } = server.config
      mount(server, () => builtDemos(join(root, build.outDir)))
    },
    configureServer(server) {
      // Vitest and others use Vite without a server.
      if (server.httpServer === null) return
      const { forget } = mount(server, () => readDemos())
      server.watcher.on('change', (path) => {
        if (path.includes(`${sep}src${sep}`)) forget()
      })
    },
  }
}

/** Of a tunnel with a name of its own: `npm run share` says it. */
function addedHosts(): string[] {
  const names = (process.env['VITRINE_API_HOSTS'] ?? '').toLowerCase().split(',')
  return names.filter((name) => name !== '')
}

/** The demos of a built site, whose files lie in it. */
async function builtDemos(site: string): Promise<HostedDemo[]> {
  // Written by our own build.
  const { demos } = JSON.parse(await readFile(join(site, 'models/index.json'), 'utf8')) as DemoIndex
  return demos.map((manifest) => ({ manifest, root: join(site, manifest.base) }))
}

function mount(
  { config, httpServer, middlewares }: PreviewServer | ViteDevServer,
  readDemos: () => Promise<readonly HostedDemo[]>,
): { forget(): void } {
  let starting: Promise<NodeApi> | undefined
  const { root } = config
  const knownHosts = [hostname().toLowerCase(), ...addedHosts()]

  async function start(): Promise<NodeApi> {
    const [{ createNodeApi }, demos] = await Promise.all([loadNodeCode(root), readDemos()])
    const api = createNodeApi({ demos, root, knownHosts })
    void api.warm()
    return api
  }

  /** What failed once may have been mended: the next call tries again. */
  function started(): Promise<NodeApi> {
    starting ??= start().catch((error: unknown) => {
      starting = undefined
      throw error
    })
    return starting
  }

  function forget(): void {
    starting?.then(
      (api) => api.close(),
      () => {},
    )
    starting = undefined
  }

  const answer: Connect.NextHandleFunction = (request, response, next) => {
    const path = routeOf(request)
    if (path === undefined) return next()
    // Vite lets pages of other servers on this machine read what it serves; a model's time is nothing for them.
    for (const name of response.getHeaderNames()) {
      if (name.startsWith('access-control-')) response.removeHeader(name)
    }
    for (const [name, value] of Object.entries(siteHeaders({ isPublic: false }))) {
      response.setHeader(name, value)
    }
    started()
      .then((api) => api.answer(path, { request, response }))
      .catch((error: unknown) => {
        if (response.headersSent || response.destroyed) response.destroy()
        else next(error)
      })
  }
  middlewares.use(answer)

  httpServer?.once('listening', () => {
    started().catch((error: unknown) =>
      config.logger.error(`The API did not start: ${String(error)}`),
    )
  })
  httpServer?.once('close', forget)
  return { forget }
}

/** @returns the path that the API knows, where the request is for it */
function routeOf({ url = '' }: IncomingMessage): string | undefined {
  const path = url.replace(/[?#].*$/s, '')
  const below = /^\/api(?:\/(.*))?$/s.exec(path)
  if (below !== null) return (below[1] ?? '').replace(/\/$/, '')
  return guideRoutes.test(path) ? path.slice(1) : undefined
}
