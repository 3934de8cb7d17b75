import type { DetectionHead } from '../protocol/picture-manifests.ts'
import { hasFile, readJson } from './folder.ts'
import type { Found, FoundImage } from './found.ts'
import type { PictureTask } from './guess/picture-guess.ts'
import { labelsIn, type HuggingFaceConfig } from './hugging-face-config.ts'
import {
  huggingFacePreprocessing,
  preprocessingNotes,
  preprocessorSchema,
} from './hugging-face-preprocessing.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { parse } from './schemas.ts'

export const preprocessorConfig = 'preprocessor_config.json'

/**
 * What a Hugging Face export says of pictures, for one task.
 * @throws VitrineError `export-invalid`, `export-unsupported`
 */
export async function pictureOf(
  folder: ReadableFolder,
  task: PictureTask,
  config: HuggingFaceConfig,
): Promise<Pick<Found, 'image' | 'notes'>> {
  const head = headOf(task, config)
  if (!hasFile(folder, preprocessorConfig)) {
    return { image: { preprocessing: {}, labels: labelsIn(config), ...head } }
  }
  const json = parse(
    preprocessorSchema,
    await readJson(folder, preprocessorConfig),
    preprocessorConfig,
  )
  return {
    image: {
      preprocessing: huggingFacePreprocessing(json, task),
      labels: labelsIn(config),
      ...head,
    },
    notes: preprocessingNotes(json),
  }
}

/** Outputs as Optimum and Transformers.js call them. */
function headOf(task: PictureTask, config: HuggingFaceConfig): Partial<FoundImage> {
  switch (task) {
    case 'image-classification': {
      const isApart = config.problem_type === 'multi_label_classification'
      return isApart ? { scores: 'sigmoid' } : {}
    }
    case 'object-detection':
      return {
        detection: {
          kind: 'detr',
          logits: 'logits',
          boxes: 'pred_boxes',
          scores: scoresOf(config),
        },
        thresholds: { confidence: 0.5 },
      }
    case 'image-segmentation':
      return { segmentation: { kind: 'semantic', output: 'logits', layout: 'NCHW' } }
    case 'image-to-image': {
      const isDepth = config.architectures?.[0]?.endsWith('ForDepthEstimation') === true
      return {
        makes: {
          name: isDepth ? 'predicted_depth' : 'reconstruction',
          layout: 'NCHW',
          gives: isDepth ? 'depth' : 'picture',
          white: 1,
          colours: 'RGB',
        },
      }
    }
    default:
      return task satisfies never
  }
}

/** Of the DETR family the older ones have a class for "nothing"; the others score each class by itself. */
const withNothing = /^(detr|yolos|table-transformer|maskformer)$/

function scoresOf({
  model_type: type,
}: HuggingFaceConfig): Extract<DetectionHead, { kind: 'detr' }>['scores'] {
  return typeof type !== 'string' || withNothing.test(type) ? 'softmax' : 'sigmoid'
}
