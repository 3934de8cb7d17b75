import { argmax, rankLogits } from '../../core/decoding/logits.ts'
import type { NextLogits } from './next-logits.ts'
import type { DecoderRoles } from './roles.ts'
import type { TokenDecoder } from './token-decoder.ts'

/** What the plain decoder says. */
interface Reference {
  /** Runs one after the other: a prompt, two steps by the most probable token, and two tokens behind those at once. */
  readonly runs: readonly (readonly number[])[]
  /** The logits behind each of them. */
  readonly said: readonly Float32Array[]
}

/**
 * Whether decoders say what the plain one says: over a prompt, steps, tokens that are added together, a cache that is
 * emptied, one that is cut, and over what they take by themselves. In few runs: an emulated GPU needs a second for each.
 * The plain one is asked once, and left empty.
 *
 * A run is compared with one over the same tokens at once: graphs that quantise as they go answer a little differently
 * when the same text comes in other pieces.
 *
 * @throws what the plain one throws: then there is nothing to go by, and nothing that runs
 * @returns of a decoder that is empty, and is left so where it agrees
 */
export async function createSelfCheck(
  plain: TokenDecoder,
  { caches, vocabularySize = Infinity }: DecoderRoles,
): Promise<(decoder: TokenDecoder) => Promise<boolean>> {
  const rate = caches.some(({ type }) => type === 'float16') ? 0.02 : 0.001
  const { runs, said } = await ask(plain, vocabularySize)
  const [prompt, step, again, pair] = [0, 1, 2, 3]

  return async (decoder) => {
    const agrees = async (next: NextLogits, place: number) =>
      (await ranksAlike(next, said[place]!, rate)) &&
      areClose(await next.values(), said[place]!, rate)
    const follows = async (place: number) => agrees(await decoder.append(runs[place]!), place)

    /** The two steps, by itself. Where two tokens are as good as equal it may take another one, and is asked to follow. */
    async function leads(appendGreedily: NonNullable<TokenDecoder['appendGreedily']>) {
      const { taken, next } = await appendGreedily(2)
      const [first, second] = taken.map(([best]) => best!.id)
      if (!isAmongBest(first, said[prompt]!, rate)) return false
      if (first === runs[step]![0]) {
        if (!isAmongBest(second, said[step]!, rate)) return false
        if (second === runs[again]![0]) return agrees(next, again)
      }
      return (await backToPrompt()) && (await follows(step)) && follows(again)
    }

    async function backToPrompt() {
      const { length } = runs[prompt]!
      if ((await decoder.rewind(length)) === length) return true
      await decoder.rewind(0)
      return follows(prompt)
    }

    // To be forgotten.
    await decoder.append(runs[pair]!)
    await decoder.rewind(0)
    if (!(await follows(prompt))) return false
    const { appendGreedily } = decoder
    const walks =
      appendGreedily === undefined
        ? (await follows(step)) && (await follows(again))
        : await leads(appendGreedily)
    if (!walks || !(await follows(pair))) return false
    if (!(await backToPrompt()) || !(await follows(step))) return false
    await decoder.rewind(0)
    return true
  }
}

async function ask(plain: TokenDecoder, vocabularySize: number): Promise<Reference> {
  // Ids that every vocabulary has.
  const known = (ids: readonly number[]) => ids.map((id) => id % vocabularySize)
  const runs: (readonly number[])[] = []
  const said: Float32Array[] = []
  let next = known([1, 2, 3, 5])
  while (true) {
    const logits = Float32Array.from(await (await plain.append(next)).values())
    runs.push(next)
    said.push(logits)
    if (runs.length === 4) break
    next = runs.length < 3 ? [argmax(logits)] : known([4, 2])
  }
  await plain.rewind(0)
  return { runs, said }
}

/** Whether what it computes of the logits where they lie fits them. */
async function ranksAlike(next: NextLogits, said: Float32Array, rate: number): Promise<boolean> {
  const expected = rankLogits(said)
  if (expected === undefined) return true
  const best = await next.best()
  return (
    best.length === expected.best.length &&
    isAmongBest(best[0]?.id, said, rate) &&
    best.every(({ prob }, rank) => Math.abs(prob - expected.best[rank]!.prob) <= 10 * rate)
  )
}

/** Two tokens may be as good as equal. */
function isAmongBest(id: number | undefined, said: Float32Array, rate: number): boolean {
  const best = said[argmax(said)] ?? NaN
  return !Number.isFinite(best) || isClose(said[id ?? -1] ?? NaN, best, rate * scaleOf(said))
}

/** Other kernels add in another order: the last bits differ, and with 16-bit floats more of them. */
function areClose(values: Float32Array, said: Float32Array, rate: number): boolean {
  const tolerance = rate * scaleOf(said)
  return (
    values.length === said.length &&
    values.every((value, id) => {
      const other = said[id]!
      return isClose(value, other, Math.max(tolerance, rate * Math.abs(other)))
    })
  )
}

/** The size of logits that count; those that rule a token out are as low as numbers go. */
function scaleOf(said: Float32Array): number {
  const best = said[argmax(said)] ?? NaN
  return said.reduce(
    (size, value) => (value > best - 100 ? Math.max(size, Math.abs(value)) : size),
    1,
  )
}

function isClose(value: number, other: number, tolerance: number): boolean {
  return Object.is(value, other) || value === other || Math.abs(value - other) <= tolerance
}
