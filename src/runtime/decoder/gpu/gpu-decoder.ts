import type { RawSession } from '../../session.ts'
import type { Inside } from '../../session-parts.ts'
import type { OrtTensor } from '../feeds.ts'
import { createAppendEach } from '../each-position.ts'
import { tensorNamed } from '../feeds.ts'
import type { NextLogits } from '../next-logits.ts'
import { longestAppend } from '../plain/cached-decoder.ts'
import { readLogits } from '../plain/read-logits.ts'
import type { DecoderRoles } from '../roles.ts'
import type { TokenDecoder } from '../token-decoder.ts'
import { createFedBackCache } from './fed-back-cache.ts'
import { createGpuInputs } from './gpu-inputs.ts'
import { createGpuLogits, type GpuLogits } from './gpu-logits.ts'
import { slotCount } from './ranker.ts'
import { createSharedCache } from './shared-cache.ts'

/** What two decoders of one session record is not to be taken one for the other. */
let recordings = 0

/**
 * A decoder whose cache lies in buffers on the session's GPU, its logits too. Whether the graph does what is asked of it
 * shows at the first tokens.
 * @param captured steps over one token are recorded once, and played back
 * @param cache `shared`: past and present are one buffer; `fed-back`: the presents of a run are the pasts of the next
 * @returns undefined where the graph's inputs or the session rule that out
 */
export async function openGpuDecoder(
  roles: DecoderRoles,
  raw: RawSession,
  inside: Extract<Inside, { provider: 'webgpu' }>,
  captured: boolean,
  cache: 'shared' | 'fed-back' = 'shared',
): Promise<TokenDecoder | undefined> {
  if (captured && (cache !== 'shared' || !inside.captures || !isAlwaysAlike(roles)))
    return undefined
  if (cache === 'shared' && !mayShare(roles)) return undefined
  return createGpuDecoder(roles, raw, inside, captured, cache)
}

/**
 * No operator has the keys and the values of one tensor apart and in place, and a branch that looks at no past gives
 * presents of the prompt's own length.
 */
function mayShare({ caches, useCache }: DecoderRoles): boolean {
  return useCache === undefined && caches.every(({ emptyDims }) => emptyDims.length === 4)
}

/** Its steps differ in nothing but what is written in their buffers. */
function isAlwaysAlike(roles: DecoderRoles): boolean {
  const { sequenceLengths, totalLength, mask, useCache, logitsToKeep } = roles
  const saysLengths = sequenceLengths !== undefined && totalLength !== undefined
  return saysLengths && mask === undefined && useCache === undefined && logitsToKeep === undefined
}

function createGpuDecoder(
  roles: DecoderRoles,
  raw: RawSession,
  inside: Extract<Inside, { provider: 'webgpu' }>,
  captured: boolean,
  kind: 'shared' | 'fed-back',
): TokenDecoder {
  const { traffic, settle } = raw
  const { gpu, captures } = inside
  const inputs = createGpuInputs(roles, raw, gpu, { longest: longestAppend, captures })
  const create = kind === 'shared' ? createSharedCache : createFedBackCache
  const cache = create(raw, gpu, roles.caches)
  let length = 0
  let logits: GpuLogits | undefined
  let recording = 0
  let recordedFor = -1

  /** @param into where the logits go; null: the runtime copies them out, into a tensor on the CPU */
  async function run(
    ids: readonly number[] | undefined,
    { keep, into }: { readonly keep: number; readonly into: OrtTensor | null },
  ): Promise<OrtTensor> {
    const total = length + (ids?.length ?? 1)
    await settle(() => cache.reserve(total))
    const { pasts, presents } = cache.tensors(total)
    const step = { from: length, to: total, keep, ...(ids && { ids }) }
    const feeds = { ...pasts, ...inputs.feeds(step) }
    const outputs = { ...presents, [roles.logits]: into }
    const isStep = captured && into !== null && into === logits?.tensor
    const results = await inside.run(feeds, outputs, isStep ? currentRecording() : undefined)
    cache.filled(total)
    length = total
    return tensorNamed(results, roles.logits)
  }

  /** A recording is for the buffers that it was made with. */
  function currentRecording(): number {
    if (recordedFor !== cache.generation) {
      recording = ++recordings
      recordedFor = cache.generation
    }
    return recording
  }

  async function append(ids: readonly number[]): Promise<NextLogits> {
    if (logits !== undefined && ids.length === 1) {
      await run(ids, { keep: 1, into: logits.tensor })
      return nextOf(logits)
    }
    if (logits === undefined) {
      const first = await run(ids, { keep: 1, into: null })
      const next = { ids: inputs.ids, input: roles.ids }
      logits = await settle(() => createGpuLogits(raw, gpu, first, ids.length, next))
      return nextOf(logits)
    }
    const output = await settle(() => logits!.outputFor(ids.length))
    try {
      await run(ids, { keep: 1, into: output })
      logits.takeLastOf(output)
    } finally {
      output.dispose()
    }
    return nextOf(logits)
  }

  function nextOf({ best, values }: GpuLogits): NextLogits {
    return { best: () => settle(best), values: () => settle(values) }
  }

  async function rewind(to: number): Promise<number> {
    if (to >= length) return length
    await settle(() => cache.reserve(to))
    cache.cutTo(to)
    length = to
    return length
  }

  return {
    traffic,
    longestAppend,
    append,
    appendEach: createAppendEach({
      ...roles,
      run: async (ids, keep) => readRows(await run(ids, { keep, into: null })),
      length: () => length,
      rewind,
    }),
    rewind,
    async appendGreedily(count) {
      if (logits === undefined) throw new TypeError('Nothing has been appended')
      const { tensor, ranker } = logits
      const taken: Awaited<ReturnType<NextLogits['best']>>[] = []
      while (taken.length < count) {
        const block = Math.min(count - taken.length, slotCount)
        for (let slot = 0; slot < block; slot++) {
          ranker.rank(slot)
          await run(undefined, { keep: 1, into: tensor })
        }
        taken.push(...(await settle(() => ranker.read(block))))
      }
      return { taken, next: nextOf(logits) }
    },
    close() {
      logits?.close()
      cache.close()
      inputs.close()
    },
  }

  function readRows(output: OrtTensor) {
    return settle(() => readLogits(output))
  }
}
