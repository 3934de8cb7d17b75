import type { RelayCall, RelayMessage, RelayOffer } from '../protocol/api-relay.ts'
import { choosePage, isBest, wishOf, type Wish } from './choose-page.ts'
import { pageLost, pageMissing } from './relay-errors.ts'
import { relayedResponse } from './relayed-response.ts'

/** A page of this site, open in some tab. */
export interface RelayPage {
  /** Relative to the site, without what the visitor has written into it; "" is the list of demos. */
  readonly address: string
  post(message: RelayMessage, transfer: Transferable[]): void
  /** Whether it is still there: a page that is closed or crashes says nothing. */
  isOpen(): Promise<boolean>
}

export interface Relayed {
  readonly call: Omit<RelayCall, 'type'>
  /** Fires when the caller has gone away; some browsers never say so. */
  readonly signal: AbortSignal
}

export interface RelayTimes {
  /** How long pages are waited for that do not say what they have: a frozen tab says nothing. */
  readonly offerMs: number
  /** The same, once one has said that it has just the right thing. */
  readonly otherOffersMs: number
  /** Between two looks whether the answering page is still there. */
  readonly lookMs: number
  /** How long a page may say nothing, before its answer or within it. */
  readonly silenceMs: number
}

const usualTimes: RelayTimes = {
  offerMs: 3_000,
  otherOffersMs: 100,
  lookMs: 1_000,
  // The longest deadline that the API gives comes before this; a page that hangs keeps none.
  silenceMs: 660_000,
}

export interface RelayedAnswer {
  readonly response: Response
  /** Settles with its last piece. */
  readonly over: Promise<void>
}

/**
 * Gives a call to the page that fits it best, and its answer back, piece by piece. Never rejects: what goes wrong is a
 * 503 with a sentence.
 * @param pages most recently used first
 * @param times for tests
 */
export async function relay(
  pages: readonly RelayPage[],
  { call, signal }: Relayed,
  times: RelayTimes = usualTimes,
): Promise<RelayedAnswer> {
  const wish = wishOf(call)
  const isList = call.method === 'GET' && call.path === 'models'
  const offers = await ask(pages, isList ? { fits: () => false } : wish, times)
  const page = choosePage(offers, wish)
  if (page === undefined) return { response: pageMissing(), over: Promise.resolve() }
  const hosts = offers.filter(({ offer }) => offer.model !== undefined)
  if (!isList || hosts.length < 2) return give(call, page)
  const lists = hosts.map((host) => give({ ...call, body: new ArrayBuffer() }, host.page))
  return joinModels(await Promise.all(lists))

  function give(given: Relayed['call'], to: RelayPage): Promise<RelayedAnswer> {
    const { port1, port2 } = new MessageChannel()
    try {
      to.post({ type: 'api-call', ...given }, [port2, given.body])
    } catch {
      return Promise.resolve({ response: pageLost(), over: Promise.resolve() })
    }
    return relayedResponse(port1, to, signal, times)
  }
}

/** Each page knows its own model alone; what can be called is what all of them have. */
async function joinModels(answers: readonly RelayedAnswer[]): Promise<RelayedAnswer> {
  const lists = await Promise.all(
    answers.map(({ response }) => response.json().catch(() => ({})) as Promise<ModelList>),
  )
  const models = lists.flatMap((list) => list.models ?? [])
  return { response: Response.json({ models }), over: Promise.resolve() }
}

interface ModelList {
  readonly models?: readonly unknown[]
}

interface Offered {
  readonly page: RelayPage
  readonly offer: RelayOffer
}

/** What the pages have that say so in time, in their order. */
async function ask(pages: readonly RelayPage[], wish: Wish, times: RelayTimes): Promise<Offered[]> {
  if (pages.length === 0) return []
  return new Promise((resolve) => {
    const offers = new Map<RelayPage, RelayOffer>()
    const inOrder = () =>
      pages.flatMap((page) => {
        const offer = offers.get(page)
        return offer === undefined ? [] : [{ page, offer }]
      })
    const ports: MessagePort[] = []
    let timer = setTimeout(end, times.offerMs)
    function end() {
      clearTimeout(timer)
      for (const port of ports) port.close()
      resolve(inOrder())
    }

    for (const page of pages) {
      const { port1, port2 } = new MessageChannel()
      ports.push(port1)
      port1.addEventListener('message', ({ data }: MessageEvent<RelayOffer>) => {
        const isFirstBest = isBest(data, wish) && ![...offers.values()].some((o) => isBest(o, wish))
        offers.set(page, data)
        if (offers.size === pages.length) return end()
        if (!isFirstBest) return
        clearTimeout(timer)
        timer = setTimeout(end, times.otherOffersMs)
      })
      port1.start()
      page.post({ type: 'api-question' }, [port2])
    }
  })
}
