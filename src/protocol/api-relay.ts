/**
 * The API on the page's own origin. The service worker has no model; it asks every open page what it has, and relays the
 * call to the one that fits best. What a call means is known to the page alone (`src/api/`).
 */

/** Where the API lies, relative to the site. */
export const apiFolder = 'api/'

/** Service worker to page, with a port for the `RelayOffer`. */
export interface RelayQuestion {
  readonly type: 'api-question'
}

/** Page to service worker: the model that it has open. */
export interface RelayOffer {
  readonly model?: string
  readonly task?: string
  readonly isReady: boolean
}

/** Service worker to page, with a port for the answer. Whatever comes back over the port is a call's end: give it up. */
export interface RelayCall {
  readonly type: 'api-call'
  readonly method: string
  /** As `ApiRequest` has it. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  /** Transferred. */
  readonly body: ArrayBuffer
}

/** Service worker to page. */
export type RelayMessage = RelayQuestion | RelayCall

/** Page to service worker: one head, any number of chunks, one end; or, instead of what is still missing, `broken`. */
export type RelayReply =
  | {
      readonly type: 'head'
      readonly status: number
      readonly headers: Readonly<Record<string, string>>
    }
  | { readonly type: 'chunk'; readonly text: string }
  | { readonly type: 'end' }
  | { readonly type: 'broken' }
