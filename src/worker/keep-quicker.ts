import { elementCount, isFreeDim, type Tensor } from '../core/tensors/tensor.ts'
import type { PictureManifest } from '../protocol/manifest.ts'
import { isTrap } from '../runtime/errors.ts'
import type { RuntimeSession } from '../runtime/session.ts'
import { sizeOf } from './gather-files.ts'
import type { OpenedSessions } from './open-sessions.ts'

/** A larger model is better off on a GPU, and would cost the visitor seconds to try on both. */
const mostBytes = 32 * 2 ** 20

/** The first one makes buffers and, on a GPU, compiles shaders. */
const warmUps = 1
const timedRuns = 3

/** What cannot win any more is not run to the end. */
const patienceMs = 1500

/**
 * A small model's run on a GPU is mostly the way there and back. So both are timed with a picture of the model's own
 * size, and the quicker one stays; the other gives its memory back. What goes wrong leaves things as they were.
 * @param first on the GPU
 */
export async function keepQuicker(
  first: OpenedSessions,
  manifest: PictureManifest,
  openOnWasm: () => Promise<OpenedSessions>,
  now = () => performance.now(),
): Promise<OpenedSessions> {
  const feeds = probe(first.session, manifest)
  if (feeds === undefined || sizeOf(first.gathered) > mostBytes) return first
  let second: OpenedSessions | undefined
  try {
    const webgpu = await timeOf(first.session, feeds, now)
    second = await openOnWasm()
    // Another file of the same model: its speed says nothing of this one's, and its answers may differ.
    if (second.variant.model !== first.variant.model) throw new Error('two files')
    const wasm = await timeOf(second.session, feeds, now)
    const timed = { webgpu, wasm }
    const [kept, left] = webgpu <= wasm ? [first, second] : [second, first]
    await left.session.close()
    return { ...kept, report: { ...kept.report, timed } }
  } catch (error) {
    // Neither session can be trusted in an instance that broke off.
    if (isTrap(error)) throw error
    await second?.session.close()
    return first
  }
}

/** Middle grey, in the shape that the model takes; undefined for a graph that takes something else besides. */
function probe(
  { inputs }: Pick<RuntimeSession, 'inputs'>,
  { preprocessing }: PictureManifest,
): Record<string, Tensor> | undefined {
  const [input, ...more] = inputs
  if (input?.type !== 'float32' || more.length > 0 || input.dims.length !== 4) return undefined
  const { width, height, channels, layout } = preprocessing
  const usual = layout === 'NCHW' ? [1, channels, height, width] : [1, height, width, channels]
  const dims = input.dims.map((dim, axis) => (isFreeDim(dim) ? usual[axis]! : Number(dim)))
  const data = new Float32Array(elementCount(dims)).fill(0.5)
  return { [input.name]: { type: 'float32', dims, data } }
}

/** The median of a few runs, in milliseconds. */
async function timeOf(
  session: RuntimeSession,
  feeds: Record<string, Tensor>,
  now: () => number,
): Promise<number> {
  for (let run = 0; run < warmUps; run++) await session.run(feeds)
  const begun = now()
  const times: number[] = []
  while (times.length < timedRuns && (times.length === 0 || now() - begun < patienceMs)) {
    const startedAt = now()
    await session.run(feeds)
    times.push(now() - startedAt)
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)]!
}
