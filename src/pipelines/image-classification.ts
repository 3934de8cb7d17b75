import { topK } from '../core/tensors/top-k.ts'
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

/** Of classes that do not exclude one another; as in scikit-learn and Transformers. */
const usualThreshold = 0.5

/**
 * Decodes, preprocesses, runs and names the most probable classes. Of classes that do not exclude one another
 * (`sigmoid`) it names all that reach the threshold, and where none does the most probable ones.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws
 * `setting-out-of-range`, the decoder's `image-…` codes, `output-not-finite`, `export-unsupported` for an output
 * that is no list of classes, `aborted`, and whatever the session throws.
 */
export function createImageClassification(
  manifest: ImageClassificationManifest,
  parts: PictureParts,
): Pipeline<ImageClassificationInput, OcclusionStep, ImageClassification> {
  const { preprocessing, labels } = manifest
  const runner = createPictureRunner(preprocessing, parts)
  const outputName = scoresOutput(parts.session, manifest)

  return {
    async run(input, context) {
      checkTopK(input.topK)
      const picture = await runner.run(input, context, [outputName])
      const { outputs, batch } = picture
      const { classes, of } = classScores(outputName, outputs[outputName], batch, manifest)
      const logits = of(0)
      const probabilities = classProbabilities(logits, manifest)
      const isMismatch = labels.length > 0 && labels.length !== classes
      const nameOf = (index: number) => (isMismatch ? undefined : labels[index]) ?? `class_${index}`
      const predictions = topK(probabilities, countOf(probabilities, manifest, input.topK)).map(
        (index) => ({ class: nameOf(index), prob: probabilities[index]! }),
      )
      const result = {
        ...picture.finish(),
        predictions,
        ...(input.all === true && {
          probabilities: Float32Array.from(probabilities),
          // The runtime's own memory is not handed out.
          logits: logits.slice(),
        }),
        ...(isMismatch && { mismatch: { labels: labels.length, classes } }),
      }
      if (input.occlude === undefined) return result

      const { occlude } = await import('./occlusion.ts')
      const chosen = input.occlude.class ?? topK(probabilities, 1)[0] ?? 0
      const heat = await occlude(input.occlude, {
        picture,
        session: parts.session,
        outputName,
        chosen,
        whole: probabilities,
        probabilitiesOf(tensor, count) {
          const rows = classScores(outputName, tensor, count, manifest)
          return (row) => classProbabilities(rows.of(row), manifest)
        },
        context,
      })
      return { ...result, heat: { ...heat, class: nameOf(chosen) } }
    },
  }
}

/** How many classes are named. */
function countOf(
  probabilities: Float64Array,
  { scores, threshold = usualThreshold }: ImageClassificationManifest,
  wanted: number,
): number {
  if (scores !== 'sigmoid') return wanted
  return probabilities.reduce((count, prob) => count + Number(prob >= threshold), 0) || wanted
}
