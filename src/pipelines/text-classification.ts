import { VitrineError } from '../protocol/errors.ts'
import type { TextClassificationManifest } from '../protocol/manifest.ts'
import type { TextClassification, TextClassificationInput } from '../protocol/tasks.ts'
import type { Pipeline, Session, Tokenizer } from './ports.ts'

export function createTextClassification(
  _manifest: TextClassificationManifest,
  _parts: { session: Session; tokenizer: Tokenizer },
): Pipeline<TextClassificationInput, never, TextClassification> {
  return { run: () => Promise.reject(new VitrineError('unexpected')) }
}
