import type { CachePlace, DecodingReport } from '../../protocol/runtime.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { DecoderNames } from '../../protocol/manifest.ts'
import type { RawSession, RuntimeSession } from '../session.ts'
import { isTrap } from '../errors.ts'
import { whileTrying } from '../runtime-log.ts'
import { openHeapDecoder } from './heap/heap-decoder.ts'
import { createCachedDecoder } from './plain/cached-decoder.ts'
import { createWholeDecoder } from './plain/whole-decoder.ts'
import { readRoles, type DecoderRoles } from './roles.ts'
import { createSelfCheck } from './self-check.ts'
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

  const plain = createCachedDecoder(roles, await plainRaw(roles, session.raw))
  const ways = await waysOf(roles, session.raw)
  const inPlain: DecodingReport = { cache: 'copied', captured: false }
  if (ways.length === 0) return finish(plain, inPlain)
  const agrees = await createSelfCheck(plain, roles)
  let passedOver: DecodingReport['passedOver']
  for (const { cache, captured, open } of ways) {
    const found = await whileTrying(() => attempt(open, agrees))
    if (typeof found === 'string') passedOver ??= found
    else return finish(found, { cache, captured, ...(passedOver && { passedOver }) })
  }
  return finish(plain, { ...inPlain, ...(passedOver && { passedOver }) })
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
    const ways = [
      ...(inside.captures ? [{ cache: 'shared', captured: true } as const] : []),
      { cache: 'shared', captured: false },
      { cache: 'fed-back', captured: false },
    ] as const
    return ways.map(({ cache, captured }) => ({
      cache,
      captured,
      open: () => openGpuDecoder(roles, raw, inside, captured, cache),
    }))
  }
  return []
}

/** A session that records does not run everything in the plain way: see there. */
async function plainRaw(roles: DecoderRoles, raw: RawSession): Promise<RawSession> {
  const { inside } = raw
  if (inside?.provider !== 'webgpu' || !inside.captures) return raw
  const { plainOnCaptured } = await import('./gpu/plain-on-captured.ts')
  return plainOnCaptured(roles, raw, inside)
}

async function attempt(
  open: Way['open'],
  agrees: (decoder: TokenDecoder) => Promise<boolean>,
): Promise<TokenDecoder | NonNullable<DecodingReport['passedOver']>> {
  let decoder: TokenDecoder | undefined
  try {
    decoder = await open()
    if (decoder === undefined) return 'not-possible'
    if (await agrees(decoder)) return decoder
    decoder.close?.()
    return 'different-answers'
  } catch (error) {
    // An instance that broke off, or a device that is gone, answers nobody.
    if (isTrap(error) || isGone(error)) throw error
    decoder?.close?.()
    return 'not-possible'
  }
}

function isGone(error: unknown): boolean {
  return (
    error instanceof VitrineError && (error.code === 'gpu-lost' || error.code === 'worker-died')
  )
}
