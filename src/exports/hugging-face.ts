import { VitrineError } from '../protocol/errors.ts'
import type { ImagePreprocessing } from '../core/preprocess.ts'
import type { GenerationSettings, Manifest } from '../protocol/manifest.ts'
import { hasFile, readJson, type ExportFolder } from './folder.ts'
import { huggingFacePreprocessing } from './hugging-face-preprocessing.ts'
import { imageManifest } from './image-manifest.ts'
import type { LayoutReader } from './layout-reader.ts'
import {
  configSchema,
  generationConfigSchema,
  parse,
  preprocessorSchema,
  type ConfigJson,
  type VitrineJson,
} from './schemas.ts'
import { textManifest } from './text-manifest.ts'

/** `config.json` with the graph under `onnx/`, as Optimum and Transformers.js lay it out. */
export const huggingFace: LayoutReader = {
  layout: 'hugging-face',
  marker: 'config.json',
  get candidates() {
    return [
      ...modelPaths,
      'tokenizer.json',
      'tokenizer_config.json',
      'generation_config.json',
      'preprocessor_config.json',
    ]
  },
  async read(folder, author) {
    const config = parse(configSchema, await readJson(folder, this.marker), this.marker)
    const architecture = config.architectures?.[0] ?? ''
    const read = tasks.find(([suffix]) => architecture.endsWith(suffix))?.[1]
    if (read === undefined) {
      throw new VitrineError('export-unsupported', {
        problem:
          architecture === ''
            ? 'config.json names no architecture'
            : `Its architecture is ${architecture}; ${tasks.map(([suffix]) => `…${suffix}`).join(' and ')} run yet`,
      })
    }
    const model = author.model ?? chooseModel(folder)
    return read({ folder, author, config, model, reasons: [`config.json says ${architecture}`] })
  },
}

interface Parts {
  readonly folder: ExportFolder
  readonly author: VitrineJson
  readonly config: ConfigJson
  readonly model: string
  readonly reasons: readonly string[]
}

/** A Transformers architecture ends in what it is for. */
const tasks: readonly (readonly [suffix: string, read: (parts: Parts) => Promise<Manifest>])[] = [
  ['ForCausalLM', readText],
  ['LMHeadModel', readText],
  ['ForImageClassification', readImage],
]

/** fp32 first: every device runs it. Smaller variants are a decision for the device, which is not made here yet. */
const modelPaths = [
  'onnx/model.onnx',
  'model.onnx',
  'onnx/model_quantized.onnx',
  'onnx/model_int8.onnx',
  'onnx/model_uint8.onnx',
  'model_quantized.onnx',
]

function chooseModel(folder: ExportFolder): string {
  const path = modelPaths.find((candidate) => hasFile(folder, candidate))
  if (path === undefined) throw new VitrineError('export-incomplete', { path: 'onnx/model.onnx' })
  return path
}

async function readText({ folder, author, config, model, reasons }: Parts): Promise<Manifest> {
  const path = 'generation_config.json'
  const generation = hasFile(folder, path)
    ? parse(generationConfigSchema, await readJson(folder, path), path)
    : {}
  const stop = generation.eos_token_id ?? config.eos_token_id ?? []
  const settings: { -readonly [K in keyof GenerationSettings]?: GenerationSettings[K] } = {}
  if (generation.do_sample === false) settings.temperature = 0
  else if (generation.temperature != null) settings.temperature = generation.temperature
  if (generation.top_k != null) settings.topK = generation.top_k
  if (generation.top_p != null) settings.topP = generation.top_p
  if (generation.repetition_penalty != null) {
    settings.repetitionPenalty = generation.repetition_penalty
  }
  if (generation.max_new_tokens != null) settings.maxNewTokens = generation.max_new_tokens
  return textManifest(folder, author, {
    layout: 'hugging-face',
    reasons,
    model,
    contextLength: config.max_position_embeddings ?? config.n_positions,
    bosTokenId: generation.bos_token_id ?? config.bos_token_id ?? undefined,
    stopTokenIds: typeof stop === 'number' ? [stop] : stop,
    generation: settings,
  })
}

async function readImage({ folder, author, config, model, reasons }: Parts): Promise<Manifest> {
  const path = 'preprocessor_config.json'
  const preprocessing: Partial<ImagePreprocessing> = hasFile(folder, path)
    ? huggingFacePreprocessing(parse(preprocessorSchema, await readJson(folder, path), path))
    : {}
  const labels = Object.entries(config.id2label ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label)
  return imageManifest(folder, author, {
    layout: 'hugging-face',
    reasons: [
      ...reasons,
      hasFile(folder, path) ? `preprocessing from ${path}` : `no ${path} given`,
    ],
    model,
    preprocessing,
    labels,
  })
}
