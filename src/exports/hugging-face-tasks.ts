import { VitrineError } from '../protocol/errors.ts'
import type { KnownTask, Task } from '../protocol/manifest.ts'
import { onnxPaths } from './choose-model.ts'
import { hasFile, nameOf, type ExportFolder } from './folder.ts'
import { stemOf } from './variants.ts'
import { listWords } from './words.ts'

interface ArchitectureTask {
  readonly task: Task
  readonly recognised?: KnownTask
  readonly notes?: readonly string[]
}

/** A Transformers architecture ends in what it is for. */
const endings: readonly (readonly [ending: string, task: ArchitectureTask])[] = [
  ['ForCausalLM', { task: 'text-generation' }],
  ['LMHeadModel', { task: 'text-generation' }],
  ['ForImageClassification', { task: 'image-classification' }],
  ['ForObjectDetection', { task: 'object-detection' }],
  ['ForSemanticSegmentation', { task: 'image-segmentation' }],
  ['ForDepthEstimation', { task: 'image-to-image' }],
  ['ForImageSuperResolution', { task: 'image-to-image' }],
  ['ForSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForInstanceSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForUniversalSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForImageSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForSequenceClassification', { task: 'text-classification' }],
  ['ForMaskedLM', { task: 'fill-mask' }],
  ['Model', { task: 'feature-extraction' }],
  // Of pictures and sounds, for text is asked for above.
  ['Model', { task: 'tensors', recognised: 'feature-extraction' }],
]

const textTasks: ReadonlySet<Task> = new Set([
  'text-classification',
  'fill-mask',
  'feature-extraction',
])

/** @param isText see `isOfText` */
export function taskOfArchitecture(architecture: string, isText: boolean): ArchitectureTask {
  const found = endings
    .filter(([, { task }]) => isText || !textTasks.has(task))
    .find(([ending]) => architecture.endsWith(ending))?.[1]
  const what = /For([A-Z]\w+)$/.exec(architecture)?.[1] ?? architecture
  return (
    found ?? {
      task: 'tensors',
      notes: [`There is no page for ${what} here, so this one takes and gives plain tensors.`],
    }
  )
}

/** Models of pictures and sounds have these names too; what they take is prepared by something that lies beside. */
export function isOfText(folder: Pick<ExportFolder, 'files'>, architecture = ''): boolean {
  const isPrepared = ['preprocessor_config.json', 'processor_config.json'].some((path) =>
    hasFile(folder, path),
  )
  return (
    !isPrepared &&
    !/vision|image|speech|audio|whisper|moonshine|pix2struct|music/i.test(architecture)
  )
}

/** The graphs of a model that has several: eyes before a language model, an encoder with its decoder. */
export function severalGraphs(
  folder: Pick<ExportFolder, 'files'>,
  isEncoderDecoder: boolean,
): readonly string[] {
  const stems = [...new Set(onnxPaths(folder).map((path) => nameOf(stemOf(path))))]
  const parts = stems.filter((stem) => /encoder|embed|decoder|vision|audio/.test(stem))
  return isEncoderDecoder || parts.some(isEncoding) ? parts : []
}

/**
 * Why a model of several graphs does not run here.
 * @returns VitrineError `export-unsupported`, naming what it is made of; `export-incomplete`
 */
export function severalGraphsError(
  folder: Pick<ExportFolder, 'files'>,
  architecture: string,
  parts: readonly string[],
): VitrineError {
  const isEncoderDecoder = parts.includes('encoder_model') || !parts.some(isEncoding)
  const what = isEncoderDecoder ? 'an encoder with a decoder' : 'a model of several graphs'
  const problem = `config.json says ${architecture}, ${what} (${listWords(parts)})`
  const merged = onnxPaths(folder).find((path) => nameOf(path).startsWith('decoder_model_merged'))
  const encoder = merged?.replace('decoder_model_merged', 'encoder_model')
  if (!isOfText(folder, architecture) || !isEncoderDecoder || hasFile(folder, encoder ?? '')) {
    return new VitrineError('export-unsupported', {
      problem: `${problem}, and these do not run here`,
      remedy: 'Open one of its .onnx files by itself to run that on tensors.',
    })
  }
  if (encoder !== undefined) return new VitrineError('export-incomplete', { path: encoder })
  return new VitrineError('export-unsupported', {
    problem: `${problem}, and its decoder is not one file for all of its steps`,
    remedy:
      'Export it with its decoder merged into decoder_model_merged.onnx, as optimum-cli does for text2text-generation-with-past.',
  })
}

function isEncoding(stem: string): boolean {
  return /(^|_)encoder|embed|vision|audio/.test(stem)
}
