import type { DecoderRoles } from './roles.ts'
import type { TokenDecoder } from './token-decoder.ts'

/** Ids that every vocabulary has. */
const prompt = [1, 2, 3, 5]
const steps = [4, 2]

/**
 * Whether a decoder says what the plain one says, over a prompt, some steps, a cache that is cut and one that is
 * emptied. Both are left empty.
 */
export async function agreesWith(
  decoder: TokenDecoder,
  plain: TokenDecoder,
  { caches, vocabularySize = Infinity }: DecoderRoles,
): Promise<boolean> {
  const known = (ids: readonly number[]) => ids.map((id) => id % vocabularySize)
  const isHalf = caches.some(({ type }) => type === 'float16')
  try {
    const said: Float32Array[] = []
    const ask = async (asked: TokenDecoder, ids: readonly number[]) =>
      Float32Array.from(await (await asked.append(known(ids))).values())
    said.push(await ask(plain, prompt))
    for (const id of steps) said.push(await ask(plain, [id]))

    const equals = async (ids: readonly number[], place: number) =>
      areClose(await ask(decoder, ids), said[place]!, isHalf)
    if (!(await equals(prompt, 0))) return false
    for (const [index, id] of steps.entries()) if (!(await equals([id], index + 1))) return false

    const kept = await decoder.rewind(prompt.length)
    if (!(await equals([...prompt, steps[0]!].slice(kept), 1))) return false
    await decoder.rewind(0)
    return await equals(prompt, 0)
  } finally {
    await decoder.rewind(0)
    await plain.rewind(0)
  }
}

/** Other kernels add in another order: the last bits differ, and with 16-bit floats more of them. */
function areClose(a: Float32Array, b: Float32Array, isHalf: boolean): boolean {
  if (a.length !== b.length) return false
  let largest = 1
  for (const value of b) if (Number.isFinite(value)) largest = Math.max(largest, Math.abs(value))
  const tolerance = largest * (isHalf ? 0.02 : 0.001)
  return a.every((value, id) => {
    const other = b[id]!
    return Object.is(value, other) || value === other || Math.abs(value - other) <= tolerance
  })
}
