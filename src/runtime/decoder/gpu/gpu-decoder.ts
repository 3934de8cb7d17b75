import type { Inside, RawSession } from '../../session.ts'
import type { DecoderRoles } from '../roles.ts'
import type { TokenDecoder } from '../token-decoder.ts'

/** A decoder whose cache lies in buffers on the session's GPU. */
export async function openGpuDecoder(
  _roles: DecoderRoles,
  _raw: RawSession,
  _inside: Extract<Inside, { provider: 'webgpu' }>,
  _captured: boolean,
): Promise<TokenDecoder | undefined> {
  return undefined
}
