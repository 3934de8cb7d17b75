import * as z from 'zod/mini'
import { hasFile, readJson } from '../folder.ts'
import {
  generationConfigSchema,
  generationSettings,
  idList,
  tokenIds,
} from '../generation-config.ts'
import type { Found, FoundImage, FoundText } from '../found.ts'
import { guessTask } from '../guess/guess-task.ts'
import { chooseVariant, modelCandidates } from '../hugging-face-model.ts'
import { huggingFacePreprocessing, preprocessorSchema } from '../hugging-face-preprocessing.ts'
import { refuseSeveralGraphs, taskOfArchitecture } from '../hugging-face-tasks.ts'
import type { LayoutReader } from '../layout-reader.ts'
import type { ReadableFolder } from '../readable-folder.ts'
import { count, parse } from '../schemas.ts'

const marker = 'config.json'
const preprocessorConfig = 'preprocessor_config.json'
const generationConfig = 'generation_config.json'

/** `config.json` with the graph under `onnx/`, as Optimum and Transformers.js lay it out. */
export const huggingFace: LayoutReader = {
  layout: 'hugging-face',
  markers: [marker],
  candidates: [
    ...modelCandidates,
    'tokenizer.json',
    'tokenizer_config.json',
    generationConfig,
    preprocessorConfig,
  ],
  async matches(folder) {
    const json = await readJson(folder, marker)
    const isObject = typeof json === 'object' && json !== null
    return isObject && ('model_type' in json || 'architectures' in json)
  },
  async read(folder, author) {
    const config = parse(configSchema, await readJson(folder, marker), marker)
    const architecture = config.architectures?.[0]
    refuseSeveralGraphs(folder, architecture, config.is_encoder_decoder === true)
    const chosen = await chooseVariant(folder, author)
    if (architecture === undefined) {
      const tokenizer = hasFile(folder, 'tokenizer.json')
      const guess = guessTask(await folder.graph(chosen.model), { tokenizer })
      const parts = await partsOf(folder, guess.task, config)
      return { ...guess, ...chosen, ...parts, guessed: ['task'] }
    }
    return {
      ...taskOfArchitecture(architecture),
      because: `${marker} says ${architecture}`,
      ...chosen,
      ...(await partsOf(folder, taskOfArchitecture(architecture).task, config)),
    }
  },
}

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

const lengths = {
  max_position_embeddings: optional(count),
  n_positions: optional(count),
  n_ctx: optional(count),
  seq_length: optional(count),
  max_seq_len: optional(count),
  max_sequence_length: optional(count),
}

const configSchema = z.object({
  architectures: optional(z.array(z.string())),
  is_encoder_decoder: optional(z.boolean()),
  id2label: optional(z.record(z.string(), z.string())),
  ...lengths,
  text_config: optional(z.object(lengths)),
  bos_token_id: tokenIds,
  eos_token_id: tokenIds,
})
type Config = z.infer<typeof configSchema>

async function partsOf(
  folder: ReadableFolder,
  task: Found['task'],
  config: Config,
): Promise<Pick<Found, 'text' | 'image'>> {
  switch (task) {
    case 'text-generation':
      return textOf(folder, config)
    case 'image-classification':
      return imageOf(folder, config)
    case 'text-classification':
    case 'fill-mask':
    case 'feature-extraction':
    case 'tensors':
      return {}
    default:
      return task satisfies never
  }
}

async function textOf(folder: ReadableFolder, config: Config): Promise<{ text: FoundText }> {
  const generation = hasFile(folder, generationConfig)
    ? parse(generationConfigSchema, await readJson(folder, generationConfig), generationConfig)
    : {}
  return {
    text: {
      contextLength: lengthOf(config) ?? lengthOf(config.text_config ?? {}),
      bosTokenId: idList(generation.bos_token_id ?? config.bos_token_id)[0],
      stopTokenIds: idList(generation.eos_token_id ?? config.eos_token_id),
      generation: generationSettings(generation),
    },
  }
}

function lengthOf(config: { readonly [K in keyof typeof lengths]?: number | null | undefined }) {
  return (
    config.max_position_embeddings ??
    config.n_positions ??
    config.n_ctx ??
    config.seq_length ??
    config.max_seq_len ??
    config.max_sequence_length ??
    undefined
  )
}

async function imageOf(
  folder: ReadableFolder,
  { id2label }: Config,
): Promise<{ image: FoundImage }> {
  const labels = Object.entries(id2label ?? {})
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, label]) => label)
  if (!hasFile(folder, preprocessorConfig)) return { image: { preprocessing: {}, labels } }
  const json = parse(
    preprocessorSchema,
    await readJson(folder, preprocessorConfig),
    preprocessorConfig,
  )
  return { image: { preprocessing: huggingFacePreprocessing(json), labels } }
}
