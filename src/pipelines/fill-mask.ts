import { VitrineError } from '../protocol/errors.ts'
import type { FillMaskManifest } from '../protocol/manifest.ts'
import type { FillMask, FillMaskInput } from '../protocol/tasks.ts'
import type { Pipeline, Session, Tokenizer } from './ports.ts'

export function createFillMask(
  _manifest: FillMaskManifest,
  _parts: { session: Session; tokenizer: Tokenizer },
): Pipeline<FillMaskInput, never, FillMask> {
  return { run: () => Promise.reject(new VitrineError('unexpected')) }
}
