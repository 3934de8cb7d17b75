import { matchPrecache } from 'workbox-precaching'

/** Longer than any answer that is still worth waiting for with the kept one at hand. */
const patienceMs = 3_000

/**
 * What the server has now, or else what was kept with this version: without a network, after three seconds, or when
 * the server is broken (5xx) or has what `isBroken` knows.
 * @param keptPath relative to the site
 */
export async function networkFirst(
  request: Request,
  keptPath: string,
  isBroken: (response: Response) => Promise<boolean> = async () => false,
): Promise<Response> {
  const kept = await matchPrecache(keptPath)
  if (kept === undefined) return fetch(request)
  try {
    const response = await inTime(fetch(request))
    return response.status >= 500 || (await isBroken(response)) ? kept : response
  } catch {
    return kept
  }
}

function inTime<T>(promise: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('The network takes too long.')), patienceMs)
    promise.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
