import { VitrineError } from '../../../protocol/errors.ts'
import type { RawSession } from '../../session.ts'
import { createEndlessRow, numberTensor, rowTensor, tensorNamed, type Feeds } from '../feeds.ts'
import { nextLogits } from '../next-logits.ts'
import { numberFor, type DecoderRoles } from '../roles.ts'
import { readLogits } from './read-logits.ts'

/**
 * A decoder without a cache: each step runs the whole sequence again. A graph of a fixed length gets zeros behind the
 * last token, as its exporter's reference server does it, and the logits of that token's position are read.
 */
export function createWholeDecoder(roles: DecoderRoles, raw: RawSession) {
  const { ids: idsInput, mask, positions, fixedLength } = roles
  const places = positions && createEndlessRow(raw, positions, (place) => place)
  let tokens: readonly number[] = []

  async function run(ids: readonly number[]) {
    const sequence = [...tokens, ...ids]
    const used = sequence.length
    const size = fixedLength ?? used
    if (used > size) {
      throw new VitrineError('context-full', { promptTokens: used, contextLength: size })
    }
    const padded = (values: readonly number[]) =>
      Array.from({ length: size }, (_, place) => values[place] ?? 0)
    const feeds: Feeds = { [idsInput.name]: rowTensor(raw, idsInput, padded(sequence)) }
    if (mask) feeds[mask.name] = rowTensor(raw, mask, padded(sequence.map(() => 1)))
    if (positions && places) feeds[positions.name] = places(0, size)
    for (const input of Object.values(roles.numbers)) {
      // All rows of logits: where the sequence is padded, the last one is not the one.
      const value = numberFor(roles, input.name, { from: 0, to: used, keep: size })
      feeds[input.name] = numberTensor(raw, input, value)
    }
    const results = await raw.run(feeds, [roles.logits])
    tokens = sequence
    return raw.settle(() => readLogits(tensorNamed(results, roles.logits)))
  }

  return {
    traffic: raw.traffic,
    async append(ids: readonly number[]) {
      const rows = await run(ids)
      return nextLogits(rows.row(tokens.length - 1))
    },
    async appendEach(
      ids: readonly number[],
      visit: (logits: Float32Array, index: number) => void,
    ): Promise<void> {
      const before = tokens.length
      const rows = await run(ids)
      for (let index = 0; index < ids.length; index++) visit(rows.row(before + index), index)
    },
    rewind(length: number): Promise<number> {
      tokens = tokens.slice(0, length)
      return Promise.resolve(tokens.length)
    },
  }
}
