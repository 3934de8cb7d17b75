import { VitrineError } from '../protocol/errors.ts'
import type { KnownTask, Task } from '../protocol/manifest.ts'
import { onnxPaths } from './choose-model.ts'
import { nameOf, type ExportFolder } from './folder.ts'
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
  ['ForObjectDetection', { task: 'tensors', recognised: 'object-detection' }],
  ['ForSemanticSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForInstanceSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForUniversalSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForImageSegmentation', { task: 'tensors', recognised: 'image-segmentation' }],
  ['ForSequenceClassification', { task: 'tensors', recognised: 'text-classification' }],
  ['ForMaskedLM', { task: 'tensors', recognised: 'fill-mask' }],
  ['Model', { task: 'tensors', recognised: 'feature-extraction' }],
]

export function taskOfArchitecture(architecture: string): ArchitectureTask {
  const found = endings.find(([ending]) => architecture.endsWith(ending))?.[1]
  const what = /For([A-Z]\w+)$/.exec(architecture)?.[1] ?? architecture
  return (
    found ?? {
      task: 'tensors',
      notes: [`There is no page for ${what} here, so this one takes and gives plain tensors.`],
    }
  )
}

/**
 * Models of several graphs: an encoder with a decoder, or eyes before a language model.
 * @throws VitrineError `export-unsupported`, naming what they are made of
 */
export function refuseSeveralGraphs(
  folder: ExportFolder,
  architecture = 'no architecture',
  isEncoderDecoder: boolean,
): void {
  const stems = [...new Set(onnxPaths(folder).map((path) => nameOf(stemOf(path))))]
  const parts = stems.filter((stem) => /encoder|embed|decoder|vision|audio/.test(stem))
  const several = parts.some((stem) => /(^|_)encoder|embed|vision|audio/.test(stem))
  if (!isEncoderDecoder && !several) return
  const what = isEncoderDecoder ? 'an encoder with a decoder' : 'a model of several graphs'
  const graphs = parts.length > 0 ? ` (${listWords(parts)})` : ''
  throw new VitrineError('export-unsupported', {
    problem: `config.json says ${architecture}, ${what}${graphs}, and only models of one graph run here`,
    remedy: 'Open one of its .onnx files by itself to run that on tensors.',
  })
}
