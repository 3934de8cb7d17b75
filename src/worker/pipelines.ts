import { VitrineError } from '../protocol/errors.ts'
import type { Manifest, ManifestOf, Task, TokenizerSource } from '../protocol/manifest.ts'
import type { Tasks } from '../protocol/tasks.ts'
import { createImageClassification } from '../pipelines/image-classification.ts'
import type { Pipeline, Tokenizer } from '../pipelines/ports.ts'
import { createTensors } from '../pipelines/tensors.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import { createDecoder } from '../runtime/decoder/decoder.ts'
import type { RuntimeSession } from '../runtime/session.ts'
import { createCharacterTokenizer } from './character-tokenizer.ts'
import { createPictureDecoder } from './decode-picture.ts'
import { createTokenizer } from './tokenizer.ts'

interface Parts {
  readonly session: RuntimeSession
  /** The bytes of one of the manifest's files. */
  read(path: string): Promise<Uint8Array>
}

type PipelineOf<T extends Task> = Pipeline<
  Tasks[T]['input'],
  Tasks[T]['progress'],
  Tasks[T]['result']
>

interface TaskRow<T extends Task> {
  create(manifest: ManifestOf<T>, parts: Parts): PipelineOf<T> | Promise<PipelineOf<T>>
  /** Its tensors go from one run to the next and had better stay where they are. */
  readonly keepsOutputsOnGpu: boolean
}

/** One row a task; adding a task adds a row. */
const tasks: { readonly [T in Task]: TaskRow<T> } = {
  'image-classification': {
    create: (manifest, { session }) =>
      createImageClassification(manifest, { session, decoder: createPictureDecoder() }),
    keepsOutputsOnGpu: false,
  },
  'text-generation': {
    async create(manifest, { session, read }) {
      const decoder = createDecoder(session, manifest.decoder)
      const tokenizer = await openTokenizer(manifest.tokenizer, read)
      return createTextGeneration(manifest, { tokenizer, decoder })
    },
    keepsOutputsOnGpu: true,
  },
  tensors: {
    create: (_, parts) => createTensors(parts),
    keepsOutputsOnGpu: false,
  },
}

/** The row's own pipeline, which takes the inputs of the manifest's task. */
export async function createPipeline(manifest: Manifest, parts: Parts): Promise<PipelineOf<Task>> {
  return row(manifest.task).create(manifest, parts)
}

export function keepsOutputsOnGpu(task: Task): boolean {
  return tasks[task].keepsOutputsOnGpu
}

/** A row's types are tied to its task; TypeScript cannot follow that through a lookup by a union. */
function row(task: Task): TaskRow<Task> {
  return tasks[task] as TaskRow<Task>
}

async function openTokenizer(source: TokenizerSource, read: Parts['read']): Promise<Tokenizer> {
  if (!('path' in source)) return createCharacterTokenizer(source.vocabularySize)
  const { path, configPath } = source
  const config = configPath === undefined ? {} : readJson(await read(configPath), configPath)
  return createTokenizer(readJson(await read(path), path), config)
}

function readJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new VitrineError('export-invalid', { file: path, problem: 'it is not JSON' }, { cause })
  }
}
