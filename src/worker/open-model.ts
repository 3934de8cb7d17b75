import type { LoadProgress, OpenArgs, OpenedModel } from '../protocol/calls.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { ExecutionProvider } from '../protocol/runtime.ts'
import type { Tasks } from '../protocol/tasks.ts'
import type { Pipeline } from '../pipelines/ports.ts'
import type { RuntimeSession } from '../runtime/session.ts'
import type { CallContext, Deaf } from './serve.ts'
import { bytesOf, createGatherer, isVerified, keptOf, sizeOf, sourceOf } from './gather-files.ts'
import { gatherModel, graphsOf } from './model-files.ts'
import {
  openOnWasm,
  openSessions,
  type OpenedSessions,
  type WantedSessions,
} from './open-sessions.ts'
import { pickVariant, type PickedVariant } from './pick-variant.ts'
import { createPipeline, fetchPipeline } from './pipelines.ts'
import type { Platform } from './platform.ts'
import { startOnCpuAfter, startRuntime } from './start-runtime.ts'

export interface OpenedPipeline extends Omit<OpenedModel, 'loadMs'> {
  readonly pipeline: Pipeline<Tasks[Task]['input'], Tasks[Task]['progress'], Tasks[Task]['result']>
  /** The model's own, for whoever wants tensors and no task. */
  readonly session: RuntimeSession
}

/** Fetches weights and runtime side by side, then builds the sessions and the pipeline of the manifest's task. */
export async function openModel(
  args: OpenArgs,
  context: CallContext<LoadProgress> & { readonly deaf?: Deaf },
  platform: Platform,
): Promise<OpenedPipeline> {
  const { manifest, pageUrl, runtime, gpuLost = false } = args
  fetchPipeline(manifest.task)
  const gatherer = createGatherer(args, platform.createStore(), context)
  const fetchAhead = ({ files }: Pick<PickedVariant, 'files'>) => {
    // The runtime's own failure is the more telling one; this one is met again when the files are needed.
    gatherer.gather(files).catch(() => {})
  }
  // Asking for a GPU takes a while, which need not be lost where its answer changes nothing.
  if (manifest.variants === undefined) fetchAhead(manifest)
  const device = await platform.chooseDevice(runtime, isForCpu(manifest))
  const pick = (provider: ExecutionProvider) =>
    pickVariant(manifest, { provider, f16: device.gpu?.f16 ?? false })
  const expected = pick(device.gpu === undefined ? 'wasm' : 'webgpu')
  fetchAhead(expected)
  const started = await startRuntime(runtime, device, weightsBeside(expected, args), platform)

  const wanted: WantedSessions = {
    requested: runtime,
    pick,
    async gather(variant) {
      const model = await gatherModel(variant, { manifest, pageUrl, gatherer })
      context.signal.throwIfAborted()
      return model
    },
  }
  const opened = await openSessions(started, wanted).catch(async (error: unknown) =>
    openSessions(await startOnCpuAfter(error, started, runtime, platform), wanted),
  )
  const quickest = async (first: OpenedSessions): Promise<OpenedSessions> => {
    if (first.report.provider !== 'webgpu' || runtime !== 'auto' || !('preprocessing' in manifest))
      return first
    const { keepQuicker } = await import('./keep-quicker.ts')
    return keepQuicker(first, manifest, () => openOnWasm(started, wanted))
  }
  const { session, encoder, report, variant, gathered } = await quickest(opened)
  const { pipeline, decoding } = await createPipeline(manifest, {
    session,
    ...(encoder && { encoder }),
    read: (path) => bytesOf(sourceOf(gathered, path)),
    loadPictureDecoder: platform.loadPictureDecoder,
    ...(context.deaf && { deaf: context.deaf }),
  })
  // Nobody asked for WASM: it took over.
  const reasons = report.reasons.map((reason) =>
    gpuLost && reason === 'wasm-requested' ? 'gpu-lost' : reason,
  )
  const { model: path, why } = variant
  return {
    pipeline,
    session,
    runtime: { ...report, reasons, ...(decoding && { decoding }) },
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

/** Bytes beside the graphs, as far as they are known. */
function weightsBeside(variant: PickedVariant, { files: local }: OpenArgs): number {
  const graphs = graphsOf(variant)
  return variant.files
    .filter(({ path }) => !graphs.includes(path))
    .reduce((sum, { path, sizeBytes = 0 }) => sum + (local?.get(path)?.size ?? sizeBytes), 0)
}
