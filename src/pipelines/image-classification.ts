import { topK } from '../core/top-k.ts'
import type { ImageClassificationManifest } from '../protocol/picture-manifests.ts'
import type {
  ImageClassification,
  ImageClassificationInput,
  OcclusionStep,
} from '../protocol/picture-tasks.ts'
import { classProbabilities, classScores, scoresOutput } from './class-scores.ts'
import { createPictureRunner, type PictureParts } from './picture-run.ts'
import type { Pipeline } from './ports.ts'
import { checkTopK } from './top-count.ts'

/**
 * Decodes, preprocesses, runs and names the most probable classes.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws
 * `setting-out-of-range`, the decoder's `image-…` codes, `output-not-finite`, `export-unsupported` for an output
 * that is no list of classes, `aborted`, and whatever the session throws.
 */
export function createImageClassification(
  { preprocessing, labels, output }: ImageClassificationManifest,
  parts: PictureParts,
): Pipeline<ImageClassificationInput, OcclusionStep, ImageClassification> {
  const runner = createPictureRunner(preprocessing, parts)
  const outputName = scoresOutput(parts.session)

  return {
    async run(input, context) {
      checkTopK(input.topK)
      const { outputs, batch, finish } = await runner.run(input, context)
      const scores = classScores(outputName, outputs[outputName], batch)
      const probabilities = classProbabilities(scores, output)
      const names = labels.length === scores.length ? labels : []
      const predictions = topK(probabilities, input.topK).map((index) => ({
        class: names[index] ?? `class_${index}`,
        prob: probabilities[index]!,
      }))
      return { ...finish(), predictions }
    },
  }
}
