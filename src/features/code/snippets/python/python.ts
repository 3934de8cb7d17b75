import { dataFiles, neededFiles } from '../files.ts'
import { labelsCompanion, mostInlineValues, type Snippet } from '../snippet.ts'
import { tensorsOf, type Asked } from '../asked.ts'
import { programOf, type Programs } from '../programs.ts'
import type { Manifest } from '../../../../protocol/manifest.ts'
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
    code: programOf(programs, asked),
    install: `pip install onnxruntime ${packages(manifest)}`,
    notes: notes(asked),
    file: { name: 'predict.py', type: 'text/x-python' },
    ...(companion && { companion }),
  }
}

const programs: Programs = {
  'image-classification': pythonClassification,
  'object-detection': pythonDetection,
  'image-segmentation': pythonSegmentation,
  'image-to-image': pythonImageToImage,
  'text-generation': pythonGeneration,
  'text-classification': pythonTextClassification,
  'fill-mask': pythonFillMask,
  'feature-extraction': pythonFeatureExtraction,
  'tabular-classification': pythonTable,
  'tabular-regression': pythonTable,
  tensors: pythonTensors,
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
