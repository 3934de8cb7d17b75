import type { Inside, RawSession } from '../../session.ts'
import type { DecoderRoles } from '../roles.ts'
import type { TokenDecoder } from '../token-decoder.ts'

/** A decoder whose cache lies in the wasm heap. */
export async function openHeapDecoder(
  _roles: DecoderRoles,
  _raw: RawSession,
  _inside: Extract<Inside, { provider: 'wasm' }>,
  _cache: 'shared' | 'fed-back',
): Promise<TokenDecoder | undefined> {
  return undefined
}
