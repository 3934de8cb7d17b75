import type { QueryClient } from '@tanstack/react-query'
import type { Api } from '../api/api.ts'
import type { RelayCall, RelayMessage, RelayOffer, RelayReply } from '../protocol/api-relay.ts'
import type { Loader } from '../queries/loader.ts'
import { createPageHost } from './api-host.ts'

/** What the service worker says to a page, with the port for the answer. */
export type RelayEvent = Pick<MessageEvent<RelayMessage>, 'data' | 'ports' | 'source'>

type Answerer = (event: RelayEvent) => void

/** One for each page: its API counts the calls, and lets them wait for each other. */
let answerer: Answerer | undefined

/** Answers the service worker for the model of this page. */
export function answerRelay(event: RelayEvent, loader: Loader, client: QueryClient): void {
  // Another site of this origin has a service worker too, which may ask all pages of the origin.
  const { scriptURL } = (event.source ?? {}) as Partial<ServiceWorker>
  if (scriptURL !== new URL('./sw.js', document.baseURI).href) return
  answerer ??= createAnswerer(loader, client)
  answerer(event)
}

export function createAnswerer(loader: Loader, client: QueryClient): Answerer {
  const host = createPageHost(loader, client)
  let api: Promise<Api> | undefined

  function theApi(): Promise<Api> {
    api ??= import('../api/api.ts').then(({ createApi }) => createApi(host))
    // One that did not come is asked for again with the next call.
    api.catch(() => {
      api = undefined
    })
    return api
  }

  return ({ data, ports: [port] }) => {
    if (port === undefined) return undefined
    switch (data.type) {
      case 'api-question':
        return void host.models().then(([model]) => port.postMessage(offerOf(model)))
      case 'api-call':
        return void answerCall(data, port, theApi())
      default:
        return data satisfies never
    }
  }
}

type Hosted = Awaited<ReturnType<ReturnType<typeof createPageHost>['models']>>[number]

function offerOf(model: Hosted | undefined): RelayOffer {
  if (model === undefined) return { isReady: false }
  const { id, task } = model.manifest
  return { model: id, task, isReady: model.status === 'ready' }
}

async function answerCall(call: RelayCall, port: MessagePort, coming: Promise<Api>): Promise<void> {
  const reply = (message: RelayReply) => port.postMessage(message)
  const gone = new AbortController()
  const giveUp = () => gone.abort()
  port.addEventListener('message', giveUp)
  // The service worker has been ended; not all browsers tell.
  port.addEventListener('close', giveUp)
  port.start()
  try {
    const { status, headers, body } = await (
      await coming
    ).handle({ ...call, body: new Uint8Array(call.body), signal: gone.signal })
    reply({ type: 'head', status, headers })
    if (typeof body === 'string') reply({ type: 'chunk', text: body })
    else
      for await (const text of body) {
        if (gone.signal.aborted) return
        reply({ type: 'chunk', text })
      }
    reply({ type: 'end' })
  } catch {
    reply({ type: 'broken' })
  }
}
