import { detectionAnswer, thingsOf } from './detection-json.ts'
import { generationAnswer } from './generation-json.ts'
import type { Manifest, ManifestOf, Task } from './manifest.ts'
import { pictureAnswer } from './picture-json.ts'
import { segmentationAnswer, segmentsOf } from './segmentation-json.ts'
import { tableAnswer } from './table-json.ts'
import type { TableResult } from './table-tasks.ts'
import type { TaskResult } from './tasks.ts'
import { outputsAnswer } from './tensors-json.ts'
import { embeddingsAnswer, fillMaskAnswer } from './text-json.ts'

type Answers = {
  readonly [T in Task]: (result: TaskResult<T>, manifest: ManifestOf<T>) => object | undefined
}

const answers: Answers = {
  // A text that was only read has no continuation.
  'text-generation': (result) => (result.ids.length === 0 ? undefined : generationAnswer(result)),
  'text-classification': ({ predictions }) => ({ predictions }),
  'fill-mask': ({ masks }) => fillMaskAnswer(masks),
  'feature-extraction': embeddingsAnswer,
  'image-classification': ({ predictions }) => ({ predictions }),
  'object-detection': (result, { thresholds }) => detectionAnswer(thingsOf(result, thresholds)),
  'image-segmentation': (result, { thresholds }) =>
    segmentationAnswer(
      segmentsOf(result, thresholds.confidence).segments.filter(
        ({ isBackground }) => !isBackground,
      ),
    ),
  'image-to-image': pictureAnswer,
  'tabular-classification': rowAnswer,
  'tabular-regression': rowAnswer,
  tensors: ({ outputs }) => outputsAnswer(outputs),
}

/**
 * What "Copy JSON" copies, with the thresholds that the export comes with. Undefined for what is no answer: a file that
 * was only looked at, or one whose rows are downloaded.
 */
export function answerOf<T extends Task>(
  manifest: ManifestOf<T>,
  result: TaskResult<T>,
): object | undefined {
  const answer: Answers[T] = answers[manifest.task]
  return answer(result, manifest)
}

function rowAnswer(
  result: TableResult,
  manifest: Extract<Manifest, { features: unknown }>,
): object | undefined {
  const [first] = result.kind === 'rows' ? result.answers : []
  return first && tableAnswer(first, manifest)
}
