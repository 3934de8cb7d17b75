/** What the page says to the service worker. `public/recover.js`, which is no module, says `document-broken` too. */
import type { RuntimeReport } from './runtime.ts'

export type OfflineMessage =
  /** The visitor has pressed “Reload”: the version that waits may take over. */
  | { readonly type: 'take-over' }
  /** Asks, by a port, for `true` when the script of this address belongs to that version. */
  | { readonly type: 'knows'; readonly script: string }
  /**
   * What this page has used before the service worker was there to see it: on a first visit, all of it. Answers by the
   * port, if there is one, when it is kept.
   */
  | {
      readonly type: 'keep'
      readonly build?: RuntimeReport['build']
      readonly urls: readonly string[]
    }
  /** The document that the server has now does not start. Answers by the port when that is noted. */
  | { readonly type: 'document-broken' }
