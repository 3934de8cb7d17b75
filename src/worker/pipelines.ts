import { VitrineError } from '../protocol/errors.ts'
import type {
  ChatFormat,
  Manifest,
  ManifestOf,
  Task,
  TextGenerationManifest,
  TokenizerSource,
} from '../protocol/manifest.ts'
import type { DecodingReport } from '../protocol/runtime.ts'
import type { Tasks } from '../protocol/tasks.ts'
import { createFeatureExtraction } from '../pipelines/feature-extraction.ts'
import { createFillMask } from '../pipelines/fill-mask.ts'
import { createImageClassification } from '../pipelines/image-classification.ts'
import type { Pipeline, Tokenizer } from '../pipelines/ports.ts'
import { createTensors } from '../pipelines/tensors.ts'
import { createTextClassification } from '../pipelines/text-classification.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import { openDecoder } from '../runtime/decoder/decoder.ts'
import type { RuntimeSession } from '../runtime/session.ts'
import { openChatTemplate } from './chat-template.ts'
import { createCharacterTokenizer } from './character-tokenizer.ts'
import { createPictureDecoder } from './decode-picture.ts'
import { guardTemplate, guardTokenizer } from './guarded.ts'
import type { Deaf } from './serve.ts'
import { createTokenizer } from './tokenizer.ts'

interface Parts {
  readonly session: RuntimeSession
  /** The other half, where `session` is the decoder of an encoder–decoder. */
  readonly encoder?: RuntimeSession
  /** The bytes of one of the manifest's files. */
  read(path: string): Promise<Uint8Array>
  /** Absent where no page waits for it. */
  readonly deaf?: Deaf
}

type PipelineOf<T extends Task> = Pipeline<
  Tasks[T]['input'],
  Tasks[T]['progress'],
  Tasks[T]['result']
>

interface Made<T extends Task> {
  readonly pipeline: PipelineOf<T>
  readonly decoding?: DecodingReport
}

interface TaskRow<T extends Task> {
  create(manifest: ManifestOf<T>, parts: Parts): Made<T> | Promise<Made<T>>
  /** Its tensors go from one run to the next and had better stay where they are. */
  readonly keepsOutputsOnGpu: boolean
}

/** One row a task; adding a task adds a row. */
const tasks: { readonly [T in Task]: TaskRow<T> } = {
  'image-classification': {
    create: (manifest, { session }) => ({
      pipeline: createImageClassification(manifest, { session, decoder: createPictureDecoder() }),
    }),
    keepsOutputsOnGpu: false,
  },
  'text-generation': {
    async create(manifest, parts) {
      const tokenizer = await openTokenizer(manifest.tokenizer, parts)
      const { decoder, report: decoding } = await openAnyDecoder(manifest, parts)
      const chatTemplate = manifest.chat && (await openTemplate(manifest.chat, parts))
      const pipeline = createTextGeneration(manifest, { tokenizer, decoder, chatTemplate })
      return { pipeline, decoding }
    },
    keepsOutputsOnGpu: true,
  },
  'text-classification': {
    create: async (manifest, parts) => {
      const { session } = parts
      const tokenizer = await openTokenizer(manifest.tokenizer, parts)
      return { pipeline: createTextClassification(manifest, { session, tokenizer }) }
    },
    keepsOutputsOnGpu: false,
  },
  'fill-mask': {
    create: async (manifest, parts) => {
      const { session } = parts
      const tokenizer = await openTokenizer(manifest.tokenizer, parts)
      return { pipeline: createFillMask(manifest, { session, tokenizer }) }
    },
    keepsOutputsOnGpu: false,
  },
  'feature-extraction': {
    create: async (manifest, parts) => {
      const { session } = parts
      const tokenizer = await openTokenizer(manifest.tokenizer, parts)
      return { pipeline: createFeatureExtraction(manifest, { session, tokenizer }) }
    },
    keepsOutputsOnGpu: false,
  },
  tensors: {
    create: (_, parts) => ({ pipeline: createTensors(parts) }),
    keepsOutputsOnGpu: false,
  },
}

/** The row's own pipeline, which takes the inputs of the manifest's task. */
export async function createPipeline(manifest: Manifest, parts: Parts): Promise<Made<Task>> {
  return row(manifest.task).create(manifest, parts)
}

export function keepsOutputsOnGpu(task: Task): boolean {
  return tasks[task].keepsOutputsOnGpu
}

/** A row's types are tied to its task; TypeScript cannot follow that through a lookup by a union. */
function row(task: Task): TaskRow<Task> {
  return tasks[task] as TaskRow<Task>
}

async function openAnyDecoder(
  { encoder: part, decoder: names }: TextGenerationManifest,
  { session, encoder }: Parts,
) {
  if (part === undefined || encoder === undefined) return openDecoder(session, names)
  // Of the models that people bring, few are of this kind.
  const { openEncoderDecoder } =
    await import('../runtime/decoder/encoder-decoder/encoder-decoder.ts')
  return openEncoderDecoder(encoder, session, { names, never: part.neverTokenIds ?? [] })
}

const atOnce: Deaf = (_work, _budgetMs, act) => act()

async function openTemplate(format: ChatFormat, { read, deaf = atOnce }: Parts) {
  return guardTemplate(await openChatTemplate(format, read), deaf)
}

async function openTokenizer(
  source: TokenizerSource,
  { read, deaf = atOnce }: Parts,
): Promise<Tokenizer> {
  if (!('path' in source)) return createCharacterTokenizer(source.vocabularySize)
  const { path, configPath } = source
  const config = configPath === undefined ? {} : readJson(await read(configPath), configPath)
  const bytes = await read(path)
  const json = readJson(bytes, path)
  const file = { json, sizeBytes: bytes.length }
  return guardTokenizer(() => createTokenizer(json, config), file, deaf)
}

function readJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new VitrineError('export-invalid', { file: path, problem: 'it is not JSON' }, { cause })
  }
}
