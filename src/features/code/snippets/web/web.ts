import type { Manifest } from '../../../../protocol/manifest.ts'
import { generationOf, type Asked } from '../asked.ts'
import { programOf, type Programs } from '../programs.ts'
import { labelsCompanion, type Snippet } from '../snippet.ts'
import { webClassification } from './classification.ts'
import { webBoxes } from './detection-heads.ts'
import { webDetection } from './detection.ts'
import { webImageToImage } from './image-to-image.ts'
import { webSegmentation } from './segmentation.ts'
import { webTable } from './table.ts'
import { webTensors } from './tensors.ts'
import { webFeatureExtraction, webFillMask, webTextClassification } from './text-encoder.ts'
import { webGeneration } from './text-generation.ts'

/** The versions that this site itself uses; a test holds them to package.json. */
export const packageVersions = {
  'onnxruntime-web': '1.30.0',
  '@huggingface/tokenizers': '0.2.0',
  '@huggingface/jinja': '0.5.11',
} as const

/** A module for ONNX Runtime Web alone, without anything of ours. */
export function webSnippet(asked: Asked): Snippet {
  const { manifest } = asked
  const companion = labelsCompanion('labels' in manifest ? manifest.labels : [])
  return {
    code: programOf(programs, asked),
    install: `npm install ${packages(asked)
      .map((name) => `${name}@${packageVersions[name]}`)
      .join(' ')}`,
    notes: notes(manifest),
    file: { name: 'predict.js', type: 'text/javascript' },
    ...(companion && { companion }),
  }
}

function packages(asked: Asked): readonly (keyof typeof packageVersions)[] {
  const { manifest } = asked
  const hasTokenizer = 'tokenizer' in manifest && 'path' in manifest.tokenizer
  const isChat =
    manifest.task === 'text-generation' &&
    typeof generationOf({ ...asked, manifest }).prompt !== 'string'
  return [
    'onnxruntime-web',
    ...(hasTokenizer ? (['@huggingface/tokenizers'] as const) : []),
    ...(isChat ? (['@huggingface/jinja'] as const) : []),
  ]
}

const programs: Programs = {
  'image-classification': webClassification,
  'object-detection': webDetection,
  'image-segmentation': webSegmentation,
  'image-to-image': webImageToImage,
  'text-generation': webGeneration,
  'text-classification': webTextClassification,
  'fill-mask': webFillMask,
  'feature-extraction': webFeatureExtraction,
  'tabular-classification': webTable,
  'tabular-regression': webTable,
  tensors: webTensors,
}

function notes(manifest: Manifest): readonly string[] {
  const isPicture = 'preprocessing' in manifest
  const isLeftOut =
    (manifest.task === 'object-detection' && webBoxes(manifest.head) === undefined) ||
    (manifest.task === 'image-segmentation' && manifest.head.kind === 'instances')
  return [
    isPicture &&
      'A canvas resizes a little differently from Pillow, so the numbers differ in their last digits; the module’s are the page’s own.',
    isLeftOut && 'How this model’s outputs are read is left to the module.',
    manifest.task === 'image-segmentation' &&
      'Gives the graph’s own map; the module brings it to the picture’s size.',
    manifest.task === 'text-generation' &&
      'The whole text is run anew at each step: right, and slower than with a cache. With temperature 0 the text is the page’s own; drawn tokens differ.',
    manifest.task === 'tabular-classification' &&
      manifest.zipMap !== undefined &&
      'This graph gives its probabilities as maps (ZipMap), which ONNX Runtime Web does not hand out: the module takes them all the same.',
  ].filter((note) => note !== false)
}
