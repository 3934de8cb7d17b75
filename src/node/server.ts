/** The API in Node, as the server loads it: bundled, because the code of the page half is no plain JavaScript. */
import { createApi } from '../api/api.ts'
import { createEngine } from '../engine/host.ts'
import { answerHttp, refuse, type Exchange } from './http.ts'
import { isKnownHost } from './known-host.ts'
import { createNodeHost, type HostedDemo } from './node-host.ts'
import { spawnThreads } from './spawn-thread.ts'

export interface NodeApi {
  /**
   * Answers a request of Node's HTTP server.
   * @param path of the route, without a slash at either end
   */
  answer(path: string, exchange: Exchange): Promise<void>
  /** Opens the first model. Never rejects. */
  warm(): Promise<void>
  /** Ends all threads. */
  close(): void
}

interface NodeApiOptions {
  readonly demos: readonly HostedDemo[]
  /** The project, absolute: where its packages are. */
  readonly root: string
  /** Names under which this server may be reached, besides localhost and addresses. */
  readonly knownHosts: readonly string[]
  /** Of `thread.ts`, bundled. */
  readonly thread?: URL
}

/** Nothing is fetched from there: all files are on this disk. */
const pageUrl = 'http://localhost/'

export function createNodeApi({
  demos,
  root,
  knownHosts,
  thread = new URL('thread.js', import.meta.url),
}: NodeApiOptions): NodeApi {
  const host = createNodeHost(demos, (demo) =>
    createEngine({ spawn: spawnThreads(thread, { folder: demo.root, root }), pageUrl }),
  )
  const api = createApi(host)
  return {
    async answer(path, exchange) {
      if (isKnownHost(exchange.request.headers.host, knownHosts)) {
        return answerHttp(api, path, exchange)
      }
      const message =
        'The name in the address is not known to be this server’s. Call it at localhost, or by its IP address.'
      refuse(exchange, 'origin-refused', { message })
    },
    warm: host.warm,
    close: host.close,
  }
}
