// @ts-check
import { setTimeout as sleep } from 'node:timers/promises'

/**
 * ONNX Runtime's threads go on spinning for a while after a run, waiting for more: the other side must not find the
 * cores taken.
 */
const restMs = 150

/**
 * Runs two sides in turns, A B A B …, so that whatever else the machine does falls on both. One run of each comes
 * first and is not counted.
 * @template A, B
 * @param {number} samples Of each side.
 * @param {() => Promise<A>} ours
 * @param {() => Promise<B>} peer
 * @param {() => Promise<unknown>} [rest] Comes before each run.
 * @returns {Promise<{ ours: A[], peer: B[] }>}
 */
export async function alternate(samples, ours, peer, rest = () => sleep(restMs)) {
  await rest()
  await ours()
  await rest()
  await peer()
  /** @type {{ ours: A[], peer: B[] }} */
  const taken = { ours: [], peer: [] }
  for (let i = 0; i < samples; i++) {
    await rest()
    taken.ours.push(await ours())
    await rest()
    taken.peer.push(await peer())
  }
  return taken
}

/**
 * V8 compiles a WebAssembly function once more, and better, when it has been called often. Until then a model is
 * slower than its visitor will have it, on either side.
 */
const roundsUntilCompiled = 6

/**
 * @param {() => Promise<unknown>} ours
 * @param {() => Promise<unknown>} peer
 * @returns {Promise<void>}
 */
export async function warmUp(ours, peer) {
  await alternate(roundsUntilCompiled, ours, peer)
}
