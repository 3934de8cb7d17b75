import type { LoadProgress, OpenArgs, OpenedModel } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import type { Tasks } from '../protocol/tasks.ts'
import { isDataOf } from '../exports/folder.ts'
import type { Pipeline } from '../pipelines/ports.ts'
import { chooseDevice, type DeviceChoice } from '../runtime/choose-device.ts'
import { startOrt, type OrtModule } from '../runtime/ort.ts'
import { openSession, type ModelFiles } from '../runtime/session.ts'
import { download, type Downloaded } from '../store/download.ts'
import type { CallContext } from './serve.ts'
import { createPipeline, keepsOutputsOnGpu } from './pipelines.ts'

export interface OpenedPipeline extends Omit<OpenedModel, 'loadMs'> {
  readonly pipeline: Pipeline<Tasks[Task]['input'], Tasks[Task]['progress'], Tasks[Task]['result']>
}

/** Fetches weights and runtime side by side, then builds the session and the pipeline of the manifest's task. */
export async function openModel(
  { manifest, pageUrl, runtime, gpuLost = false }: OpenArgs,
  { signal, report }: CallContext<LoadProgress>,
): Promise<OpenedPipeline> {
  const totalBytes = manifest.files.reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0)
  const files = downloadAll(manifest, pageUrl, totalBytes, { signal, report })
  // The runtime's own failure is the more telling one; the downloads' is picked up below.
  files.catch(() => {})
  const { choice, ort } = await startRuntime(runtime)
  const downloaded = await files
  signal.throwIfAborted()
  report({ stage: 'prepare', loadedBytes: totalBytes, totalBytes })
  const session = await openSession(ort, choice, modelFiles(manifest, downloaded), {
    requested: runtime,
    keepOutputsOnGpu: keepsOutputsOnGpu(manifest.task),
  })
  // Nobody asked for WASM: it took over.
  const reasons = session.report.reasons.map((reason) =>
    gpuLost && reason === 'wasm-requested' ? 'gpu-lost' : reason,
  )
  return {
    pipeline: createPipeline(manifest, { session, read: (path) => bytesOf(downloaded, path) }),
    runtime: { ...session.report, reasons },
    verified: [...downloaded.values()].every((file) => file.verified),
    sizeBytes: totalBytes,
    model: { path: manifest.model },
    kept: { where: 'nowhere', why: 'storage-refused' },
  }
}

/** Where the GPU's build does not load (a host refused its 25 MB, say), the automatic choice falls to WASM. */
async function startRuntime(runtime: Runtime): Promise<{ choice: DeviceChoice; ort: OrtModule }> {
  const choice = await chooseDevice(runtime)
  try {
    return { choice, ort: await startOrt(choice.build, choice.threads) }
  } catch (error) {
    if (runtime !== 'auto' || choice.gpu === undefined) throw error
    const { gpu: _, ...rest } = choice
    const reasons = ['gpu-runtime-failed'] as const
    return {
      choice: { ...rest, build: 'cpu', reasons },
      ort: await startOrt('cpu', choice.threads),
    }
  }
}

async function downloadAll(
  { base, files }: Manifest,
  pageUrl: string,
  totalBytes: number,
  { signal, report }: CallContext<LoadProgress>,
): Promise<ReadonlyMap<string, Downloaded>> {
  let loadedBytes = 0
  const onBytes = (bytes: number) => {
    loadedBytes += bytes
    report({ stage: 'download', loadedBytes, totalBytes })
  }
  report({ stage: 'download', loadedBytes, totalBytes })
  const folder = new URL(base, pageUrl)
  const entries = await Promise.all(
    files.map(async (file): Promise<[string, Downloaded]> => {
      const url = new URL(encodePath(file.path), folder).href
      return [file.path, await download(url, file, { signal, onBytes })]
    }),
  )
  return new Map(entries)
}

/** File names may hold `#`, `?` and spaces; the separators stay. */
function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}

function modelFiles(
  { model, files }: Manifest,
  downloaded: ReadonlyMap<string, Downloaded>,
): ModelFiles {
  const folder = model.slice(0, model.lastIndexOf('/') + 1)
  const external = files
    .filter(({ path }) => isDataOf(path, model))
    // The graph names its data files relative to itself.
    .map(({ path }) => ({ path: path.slice(folder.length), data: bytesOf(downloaded, path) }))
  return { model: bytesOf(downloaded, model), external }
}

function bytesOf(downloaded: ReadonlyMap<string, Downloaded>, path: string): Uint8Array {
  const file = downloaded.get(path)
  if (file === undefined) throw new VitrineError('file-missing', { path })
  return file.bytes
}
