import type { Asked, AskedOf } from '../asked.ts'
import { dataFiles, neededFiles } from '../files.ts'
import { labelsCompanion, mostInlineValues, type Snippet } from '../snippet.ts'
import { tensorsOf } from '../asked.ts'
import type { Manifest, Task } from '../../../../protocol/manifest.ts'
import { pythonClassification } from './classification.ts'
import { pythonDetection } from './detection.ts'
import { pythonImageToImage } from './image-to-image.ts'
import { pythonSegmentation } from './segmentation.ts'
import { pythonTable } from './table.ts'
import { pythonTensors } from './tensors.ts'
import {
  pythonFeatureExtraction,
  pythonFillMask,
  pythonTextClassification,
} from './text-encoder.ts'
import { pythonGeneration } from './text-generation.ts'

/** A program for ONNX Runtime in Python, which prints the JSON that the page copies. */
export function pythonSnippet(asked: Asked): Snippet {
  const { manifest } = asked
  const labels = 'labels' in manifest ? manifest.labels : []
  const companion = labelsCompanion(labels)
  return {
    code: program(asked),
    install: `pip install onnxruntime ${packages(manifest)}`,
    notes: notes(asked),
    file: { name: 'predict.py', type: 'text/x-python' },
    ...(companion && { companion }),
  }
}

function program(asked: Asked): string {
  const { manifest } = asked
  const own = <T extends Task>(made: (asked: AskedOf<Extract<Manifest, { task: T }>>) => string) =>
    // `asked` has the manifest on which the switch decides.
    made(asked as AskedOf<Extract<Manifest, { task: T }>>)
  switch (manifest.task) {
    case 'image-classification':
      return own<'image-classification'>(pythonClassification)
    case 'object-detection':
      return own<'object-detection'>(pythonDetection)
    case 'image-segmentation':
      return own<'image-segmentation'>(pythonSegmentation)
    case 'image-to-image':
      return own<'image-to-image'>(pythonImageToImage)
    case 'text-generation':
      return own<'text-generation'>(pythonGeneration)
    case 'text-classification':
      return own<'text-classification'>(pythonTextClassification)
    case 'fill-mask':
      return own<'fill-mask'>(pythonFillMask)
    case 'feature-extraction':
      return own<'feature-extraction'>(pythonFeatureExtraction)
    case 'tabular-classification':
    case 'tabular-regression':
      return own<'tabular-classification' | 'tabular-regression'>(pythonTable)
    case 'tensors':
      return own<'tensors'>(pythonTensors)
    default:
      return manifest satisfies never
  }
}

function packages(manifest: Manifest): string {
  if ('preprocessing' in manifest) return 'numpy pillow'
  const chat = 'chat' in manifest && manifest.chat !== undefined ? ' jinja2' : ''
  return 'tokenizer' in manifest && 'path' in manifest.tokenizer
    ? `numpy tokenizers${chat}`
    : 'numpy'
}

function notes(asked: Asked): readonly string[] {
  const { manifest } = asked
  const large = Object.values(tensorsOf(asked) ?? {}).some(
    ({ data }) => data.length > mostInlineValues,
  )
  return [
    'Pillow resizes as this page does, so the numbers are the page’s own.',
    'The whole text is run anew at each step: right, and slower than with a cache. With temperature 0 the text is the page’s own; drawn tokens differ, for a seed means other numbers here.',
    'Tensors of more than 200 values are zeros here.',
    'How this model’s outputs mean boxes is left to the module.',
    'The model’s weights lie in files beside it; keep them there.',
  ].filter(
    (_, index) =>
      [
        'preprocessing' in manifest,
        manifest.task === 'text-generation',
        large,
        manifest.task === 'object-detection' && manifest.head.kind === 'blaze-face',
        dataFiles(neededFiles(manifest)).length > 0,
      ][index],
  )
}
