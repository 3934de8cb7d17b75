import { VitrineError } from '../protocol/errors.ts'
import type { Manifest, ManifestOf, Task } from '../protocol/manifest.ts'
import type { Tasks } from '../protocol/tasks.ts'
import { createImageClassification } from '../pipelines/image-classification.ts'
import type { Pipeline } from '../pipelines/ports.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import { createPlainDecoder } from '../runtime/plain-decoder.ts'
import type { RuntimeSession } from '../runtime/session.ts'
import { createPictureDecoder } from './decode-picture.ts'
import { createTokenizer } from './tokenizer.ts'

interface Parts {
  readonly session: RuntimeSession
  /** The bytes of one of the manifest's files. */
  read(path: string): Uint8Array
}

type PipelineOf<T extends Task> = Pipeline<
  Tasks[T]['input'],
  Tasks[T]['progress'],
  Tasks[T]['result']
>

interface TaskRow<T extends Task> {
  create(manifest: ManifestOf<T>, parts: Parts): PipelineOf<T>
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
    create(manifest, { session, read }) {
      if (!('path' in manifest.tokenizer)) throw new VitrineError('unexpected')
      const { path, configPath } = manifest.tokenizer
      const config = configPath === undefined ? {} : readJson(read(configPath), configPath)
      const tokenizer = createTokenizer(readJson(read(path), path), config)
      return createTextGeneration(manifest, { tokenizer, decoder: createPlainDecoder(session) })
    },
    keepsOutputsOnGpu: true,
  },
  tensors: {
    create() {
      throw new VitrineError('unexpected')
    },
    keepsOutputsOnGpu: false,
  },
}

/** The row's own pipeline, which takes the inputs of the manifest's task. */
export function createPipeline(manifest: Manifest, parts: Parts): PipelineOf<Task> {
  return row(manifest.task).create(manifest, parts)
}

export function keepsOutputsOnGpu(task: Task): boolean {
  return tasks[task].keepsOutputsOnGpu
}

/** A row's types are tied to its task; TypeScript cannot follow that through a lookup by a union. */
function row(task: Task): TaskRow<Task> {
  return tasks[task] as TaskRow<Task>
}

function readJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new VitrineError('export-invalid', { file: path, problem: 'it is not JSON' }, { cause })
  }
}
