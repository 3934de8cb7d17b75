import { preprocess } from '../core/preprocess.ts'
import { topK } from '../core/top-k.ts'
import type { ImageClassificationManifest } from '../protocol/manifest.ts'
import type { ImageClassification, ImageClassificationInput } from '../protocol/tasks.ts'
import { classProbabilities, classScores, scoresOutput } from './class-scores.ts'
import { createPause } from './pause.ts'
import { pictureInput } from './picture-input.ts'
import type { PictureDecoder, Pipeline, Session } from './ports.ts'
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
  { session, decoder }: { session: Session; decoder: PictureDecoder },
): Pipeline<ImageClassificationInput, never, ImageClassification> {
  const input = pictureInput(session, preprocessing)
  const outputName = scoresOutput(session)
  let cold = true

  return {
    async run({ image, topK: k }, context) {
      checkTopK(k)
      const pause = createPause(context)
      const startedAt = context.now()
      const { picture, facts } = await decoder.decode(image)
      const decodedAt = context.now()
      const tensor = await pause()
        .then(() => preprocess(picture, preprocessing))
        .then((values) => input.tensor(values))
        .finally(() => picture.close())
      const preprocessedAt = context.now()
      await pause()

      const runningAt = context.now()
      const outputs = await session.run({ [input.name]: tensor })
      const ranAt = context.now()
      const wasCold = cold
      cold = false

      const scores = classScores(outputName, outputs[outputName], input.batch)
      const probabilities = classProbabilities(scores, output)
      const names = labels.length === scores.length ? labels : []
      const predictions = topK(probabilities, k).map((index) => ({
        class: names[index] ?? `class_${index}`,
        prob: probabilities[index]!,
      }))
      const endedAt = context.now()
      const timing = {
        decodeMs: decodedAt - startedAt,
        preprocessMs: preprocessedAt - decodedAt,
        runMs: ranAt - runningAt,
        postprocessMs: endedAt - ranAt,
        totalMs: endedAt - startedAt,
        cold: wasCold,
      }
      return { predictions, image: facts, timing }
    },
  }
}
