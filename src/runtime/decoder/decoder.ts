import type { DecoderNames } from '../../protocol/manifest.ts'
import type { RuntimeSession } from '../session.ts'
import { createCachedDecoder } from './cached-decoder.ts'
import { readRoles } from './roles.ts'
import { createWholeDecoder } from './whole-decoder.ts'

/**
 * A decoder in the sense of the pipelines: tokens in, logits of the last position out.
 * @param names of the graph's inputs and outputs; absent: as Hugging Face's exporters write them
 * @throws VitrineError `export-unsupported` when the graph is not a decoder of a kind that is known here
 */
export function createDecoder(
  session: Pick<RuntimeSession, 'inputs' | 'outputs' | 'raw'>,
  names?: DecoderNames,
) {
  const roles = readRoles(session, names)
  const { vocabularySize } = roles
  const create = roles.caches.length > 0 ? createCachedDecoder : createWholeDecoder
  return { ...create(roles, session.raw), ...(vocabularySize !== undefined && { vocabularySize }) }
}
