import { isTrap } from '../../errors.ts'
import type { RawSession } from '../../session.ts'
import type { Inside } from '../../session-parts.ts'
import { createAppendEach } from '../each-position.ts'
import { nextLogits } from '../next-logits.ts'
import { longestAppend } from '../plain/cached-decoder.ts'
import type { DecoderRoles } from '../roles.ts'
import type { TokenDecoder } from '../token-decoder.ts'
import { createFedBackCache } from './fed-back-cache.ts'
import { createInputs } from './heap-inputs.ts'
import { readHeapLogits, type HeapLogits } from './heap-logits.ts'
import { releaseTensor } from './heap-tensor.ts'
import { openRunner } from './runner.ts'
import { createSharedCache } from './shared-cache.ts'

/**
 * A decoder whose cache lies in the wasm heap and never leaves it. Nothing of it has been run yet: whether the graph
 * does what is asked of it shows at the first tokens.
 * @param cache `shared`: past and present are one buffer; `fed-back`: the presents of a run are the pasts of the next
 * @returns undefined where the graph's shapes rule that out
 */
export async function openHeapDecoder(
  roles: DecoderRoles,
  raw: RawSession,
  inside: Extract<Inside, { provider: 'wasm' }>,
  cache: 'shared' | 'fed-back',
): Promise<TokenDecoder | undefined> {
  // No operator has the keys and the values of one tensor apart and in place.
  const isMerged = roles.caches.some(({ emptyDims }) => emptyDims.length !== 4)
  if (cache === 'shared' && isMerged) return undefined
  return createHeapDecoder(roles, raw, inside, cache)
}

function createHeapDecoder(
  roles: DecoderRoles,
  { traffic, settle }: RawSession,
  inside: Extract<Inside, { provider: 'wasm' }>,
  kind: 'shared' | 'fed-back',
) {
  const { module } = inside
  const { caches } = roles
  const inputs = createInputs(module, roles, traffic)
  const cache =
    kind === 'shared' ? createSharedCache(module, caches) : createFedBackCache(module, caches)
  // The only one of them that takes memory before the first run.
  const runner = openRunner(
    inside,
    [...inputs.map(({ name }) => name), ...caches.map(({ past }) => past)],
    [roles.logits, ...caches.map(({ present }) => present)],
  )
  let length = 0
  let logits = 0

  const dropLogits = () => {
    releaseTensor(module, logits)
    logits = 0
  }

  /** @param keep how many positions shall have logits, where the graph asks */
  const run = (ids: readonly number[], keep: number): Promise<HeapLogits> =>
    settle(async () => {
      dropLogits()
      const total = length + ids.length
      cache.reserve(total)
      const step = { ids, from: length, to: total, keep }
      const taken = [...inputs.map((input) => input.tensorFor(step)), ...cache.pasts]
      const given = [0, ...cache.presents]
      await runner.run(taken, given)
      const [first = 0, ...presents] = given
      logits = first
      cache.keep(presents, total)
      length = total
      return readHeapLogits(module, logits, traffic)
    })

  function rewind(to: number): Promise<number> {
    if (to >= length) return Promise.resolve(length)
    return settle(async () => {
      dropLogits()
      length = to
      try {
        cache.cutTo(to)
      } catch (error) {
        if (isTrap(error)) throw error
        // No room for the shorter copy.
        cache.cutTo(0)
        length = 0
      }
      return length
    })
  }

  return {
    traffic,
    longestAppend,
    async append(ids: readonly number[]) {
      const rows = await run(ids, 1)
      return nextLogits(rows.row(ids.length - 1))
    },
    appendEach: createAppendEach({ ...roles, run, length: () => length, rewind }),
    rewind,
    close() {
      dropLogits()
      cache.close()
      runner.close()
      for (const input of inputs) input.close()
    },
  }
}
