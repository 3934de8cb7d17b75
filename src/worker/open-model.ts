import type { LoadProgress, OpenArgs, OpenedModel } from '../protocol/calls.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { ExecutionProvider } from '../protocol/runtime.ts'
import type { Tasks } from '../protocol/tasks.ts'
import type { Pipeline } from '../pipelines/ports.ts'
import { chooseDevice } from '../runtime/choose-device.ts'
import { openSession } from '../runtime/session.ts'
import { createStore } from '../store/create-store.ts'
import type { CallContext } from './serve.ts'
import { bytesOf, createGatherer, isVerified, keptOf, sizeOf, sourceOf } from './gather-files.ts'
import { readModelFiles } from './model-files.ts'
import { pickVariant, type PickedVariant } from './pick-variant.ts'
import { createPipeline, keepsOutputsOnGpu } from './pipelines.ts'
import { startOnCpuAfter, startRuntime, type StartedRuntime } from './start-runtime.ts'

export interface OpenedPipeline extends Omit<OpenedModel, 'loadMs'> {
  readonly pipeline: Pipeline<Tasks[Task]['input'], Tasks[Task]['progress'], Tasks[Task]['result']>
}

/** Fetches weights and runtime side by side, then builds the session and the pipeline of the manifest's task. */
export async function openModel(
  args: OpenArgs,
  context: CallContext<LoadProgress>,
): Promise<OpenedPipeline> {
  const { manifest, pageUrl, runtime, gpuLost = false } = args
  const gatherer = createGatherer(args, createStore(), context)
  const fetchAhead = ({ files }: PickedVariant) => {
    // The runtime's own failure is the more telling one; this one is met again when the files are needed.
    gatherer.gather(files).catch(() => {})
  }
  // Asking for a GPU takes a while, which need not be lost where its answer changes nothing.
  if (manifest.variants === undefined) fetchAhead(manifest)
  const device = await chooseDevice(runtime, isForCpu(manifest))
  const pick = (provider: ExecutionProvider) =>
    pickVariant(manifest, { provider, f16: device.gpu?.f16 ?? false })
  const expected = pick(device.gpu === undefined ? 'wasm' : 'webgpu')
  fetchAhead(expected)
  const started = await startRuntime(runtime, device, weightsBeside(expected, args))

  const readFor = async (provider: ExecutionProvider) => {
    const variant = pick(provider)
    const read = await readModelFiles(variant, { manifest, pageUrl, gatherer })
    context.signal.throwIfAborted()
    return { ...read, variant }
  }
  let used: Omit<Awaited<ReturnType<typeof readFor>>, 'files'> | undefined
  const open = ({ choice, ort }: StartedRuntime) =>
    openSession(ort, choice, {
      requested: runtime,
      keepOutputsOnGpu: keepsOutputsOnGpu(manifest.task),
      filesFor: async (provider) => {
        const { files, ...rest } = await readFor(provider)
        used = rest
        return files
      },
    })
  const session = await open(started).catch(async (error: unknown) =>
    open(await startOnCpuAfter(error, started, runtime)),
  )
  const { variant, gathered } = used!
  const { pipeline, decoding } = await createPipeline(manifest, {
    session,
    read: (path) => bytesOf(sourceOf(gathered, path)),
  })
  // Nobody asked for WASM: it took over.
  const reasons = session.report.reasons.map((reason) =>
    gpuLost && reason === 'wasm-requested' ? 'gpu-lost' : reason,
  )
  const { model: path, why } = variant
  return {
    pipeline,
    runtime: { ...session.report, reasons, ...(decoding && { decoding }) },
    verified: isVerified(gathered),
    sizeBytes: sizeOf(gathered),
    model: { path, ...(why !== undefined && { why }) },
    kept: keptOf(gathered),
  }
}

/** Tables: tiny, and mostly of operators that the GPU's builds of the runtime do not have. */
function isForCpu({ recognised }: Manifest): boolean {
  return recognised === 'tabular-classification' || recognised === 'tabular-regression'
}

/** Bytes beside the graph, as far as they are known. */
function weightsBeside({ model, files }: PickedVariant, { files: local }: OpenArgs): number {
  return files
    .filter(({ path }) => path !== model)
    .reduce((sum, { path, sizeBytes = 0 }) => sum + (local?.get(path)?.size ?? sizeBytes), 0)
}
