import { createDeferred } from '../engine/deferred.ts'
import type { RelayPage } from '../offline/relay.ts'
import type { RelayMessage, RelayOffer, RelayReply } from '../protocol/api-relay.ts'

export interface FakePage extends RelayPage {
  /** The call that it was given, as soon as it was. */
  readonly called: Promise<FakeCall>
  close(): void
}

export interface FakeCall {
  readonly body: string
  readonly path: string
  reply(message: RelayReply): void
  /** Settles when the call is given up. */
  readonly givenUp: Promise<unknown>
}

/** A page of this site, across a channel as in a browser. @param offer undefined: it never says what it has */
export function openPage(address: string, offer?: RelayOffer): FakePage {
  let isOpen = true
  const called = createDeferred<FakeCall>()
  const givenUp = createDeferred<unknown>()
  return {
    address,
    called: called.promise,
    isOpen: async () => isOpen,
    close: () => {
      isOpen = false
    },
    post(message: RelayMessage, transfer) {
      // Across, as between two programs: what is transferred is gone here.
      const { port1, port2 } = new MessageChannel()
      port2.addEventListener('message', ({ data, ports: [port] }: MessageEvent<RelayMessage>) => {
        if (port === undefined) return
        if (data.type === 'api-question') {
          if (offer !== undefined) port.postMessage(offer)
          return
        }
        port.addEventListener('message', (event) => givenUp.resolve(event.data))
        port.start()
        called.resolve({
          path: data.path,
          body: new TextDecoder().decode(data.body),
          reply: (reply) => port.postMessage(reply),
          givenUp: givenUp.promise,
        })
      })
      port2.start()
      port1.postMessage(message, transfer)
    },
  }
}
