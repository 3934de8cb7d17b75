import type { Kept } from '../protocol/calls.ts'

/**
 * Asks the browser not to evict what the store keeps, once there is something to keep. Chromium decides by itself;
 * Firefox would ask the visitor, for whom such a question comes out of nowhere, so there it is left.
 */
export function askToPersist(kept: Kept): void {
  if (kept.where !== 'opfs' && kept.where !== 'cache') return
  if (!('userAgentData' in navigator)) return
  try {
    // `storage` is undefined where the page is not secure, and throws in some frames.
    void navigator.storage?.persist?.().catch(() => {})
  } catch {
    // Then it can be evicted, which the store copes with.
  }
}
