/**
 * Calls `onDeath` when the worker of this name is gone, however it went: `terminate()`, `close()` and a crash fire no
 * event on the page, but they release the Web Lock that the worker holds under its name. Call it once the worker has
 * said that it holds it: the two requests travel separately, and ours may overtake. Returns a function that stops
 * watching.
 *
 * Without Web Locks (an insecure origin, a cross-site frame) the `error` event remains.
 */
export function watchLiveness(name: string, onDeath: () => void): () => void {
  const controller = new AbortController()
  try {
    void navigator.locks
      .request(name, { signal: controller.signal }, () => onDeath())
      .catch(() => {})
  } catch {
    // `navigator.locks` is undefined here, or throws.
  }
  return () => controller.abort()
}
