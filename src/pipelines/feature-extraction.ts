import { VitrineError } from '../protocol/errors.ts'
import type { FeatureExtractionManifest } from '../protocol/manifest.ts'
import type { FeatureExtraction, FeatureExtractionInput } from '../protocol/tasks.ts'
import type { Pipeline, Session, Tokenizer } from './ports.ts'

export function createFeatureExtraction(
  _manifest: FeatureExtractionManifest,
  _parts: { session: Session; tokenizer: Tokenizer },
): Pipeline<FeatureExtractionInput, never, FeatureExtraction> {
  return { run: () => Promise.reject(new VitrineError('unexpected')) }
}
