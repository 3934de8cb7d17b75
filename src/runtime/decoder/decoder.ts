import type { CachePlace, DecodingReport } from '../../protocol/runtime.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { DecoderNames } from '../../protocol/manifest.ts'
import type { RawSession, RuntimeSession } from '../session.ts'
import { isTrap } from '../errors.ts'
import { openHeapDecoder } from './heap/heap-decoder.ts'
import { createCachedDecoder } from './plain/cached-decoder.ts'
import { createWholeDecoder } from './plain/whole-decoder.ts'
import { readRoles, type DecoderRoles } from './roles.ts'
import { agreesWith } from './self-check.ts'
import type { TokenDecoder } from './token-decoder.ts'

/** One way to keep the cache, better than the plain one where it is possible. */
interface Way {
  readonly cache: CachePlace
  readonly captured: boolean
  /** @returns undefined where this graph or this device does not allow it */
  open(): Promise<TokenDecoder | undefined>
}

export interface OpenedDecoder {
  readonly decoder: TokenDecoder & { readonly vocabularySize?: number }
  readonly report: DecodingReport
}

/**
 * A decoder in the sense of the pipelines, over the best way to keep its cache that gives the plain way's answers: all
 * others reach into the runtime, so each is tried on a few tokens first.
 * @param names of the graph's inputs and outputs; absent: as Hugging Face's exporters write them
 * @throws VitrineError `export-unsupported` when the graph is not a decoder of a kind that is known here
 */
export async function openDecoder(
  session: Pick<RuntimeSession, 'inputs' | 'outputs' | 'raw'>,
  names?: DecoderNames,
): Promise<OpenedDecoder> {
  const roles = readRoles(session, names)
  const { vocabularySize } = roles
  const finish = (decoder: TokenDecoder, report: DecodingReport): OpenedDecoder => ({
    decoder: { ...decoder, ...(vocabularySize !== undefined && { vocabularySize }) },
    report,
  })
  if (roles.caches.length === 0) {
    const whole = createWholeDecoder(roles, session.raw)
    return finish(whole, { cache: 'none', captured: false })
  }

  const plain = createCachedDecoder(roles, session.raw)
  let passedOver: DecodingReport['passedOver']
  for (const { cache, captured, open } of await waysOf(roles, session.raw)) {
    const found = await attempt(open, plain, roles)
    if (typeof found === 'string') passedOver ??= found
    else return finish(found, { cache, captured, ...(passedOver && { passedOver }) })
  }
  const cache = session.raw.inside?.provider === 'webgpu' ? 'fed-back' : 'copied'
  return finish(plain, { cache, captured: false, ...(passedOver && { passedOver }) })
}

/** Best first. */
async function waysOf(roles: DecoderRoles, raw: RawSession): Promise<readonly Way[]> {
  const { inside } = raw
  if (inside?.provider === 'wasm') {
    return (['shared', 'fed-back'] as const).map((cache) => ({
      cache,
      captured: false,
      open: () => openHeapDecoder(roles, raw, inside, cache),
    }))
  }
  if (inside?.provider === 'webgpu') {
    const { openGpuDecoder } = await import('./gpu/gpu-decoder.ts')
    return [true, false].map((captured) => ({
      cache: 'shared',
      captured,
      open: () => openGpuDecoder(roles, raw, inside, captured),
    }))
  }
  return []
}

async function attempt(
  open: Way['open'],
  plain: TokenDecoder,
  roles: DecoderRoles,
): Promise<TokenDecoder | NonNullable<DecodingReport['passedOver']>> {
  try {
    const decoder = await open()
    if (decoder === undefined) return 'not-possible'
    return (await agreesWith(decoder, plain, roles)) ? decoder : 'different-answers'
  } catch (error) {
    // An instance that broke off, or a device that is gone, answers nobody.
    if (isTrap(error) || isGone(error)) throw error
    return 'not-possible'
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof VitrineError && (error.code === 'gpu-lost' || error.code === 'worker-died')
  )
}
