import { allowOwnScripts } from '../protocol/own-scripts.ts'
import type { Request, SignOfLife } from '../protocol/calls.ts'
import { isGuest } from '../runtime/is-guest.ts'
import { browserPlatform } from './browser-platform.ts'
import { createHandlers } from './handlers.ts'
import { serve } from './serve.ts'

declare const self: DedicatedWorkerGlobalScope

if (!isGuest()) allowOwnScripts(self, (url, base) => new URL(url, base).href)

// Held for as long as this worker lives: the page asks for the same lock and gets it when we are gone, however we
// went. `terminate()`, `close()` and a crash fire no event on the page. See engine/liveness.ts.
if (self.name !== '' && 'locks' in navigator) {
  const hold = () => {
    self.postMessage({ id: 0, status: 'alive' } satisfies SignOfLife)
    return new Promise<never>(() => {})
  }
  void navigator.locks.request(self.name, hold).catch(() => {})
}

// addEventListener, never `onmessage =`: emscripten's threads set that property for themselves.
serve(
  {
    post: (reply) => self.postMessage(reply),
    listen: (listener) =>
      self.addEventListener('message', ({ data }: MessageEvent<Request>) => listener(data)),
  },
  createHandlers(browserPlatform),
)
