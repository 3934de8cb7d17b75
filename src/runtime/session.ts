import type { Tensor, TensorType } from '../core/tensor.ts'
import { asVitrineError, VitrineError } from '../protocol/errors.ts'
import type { Runtime, RuntimeReason, RuntimeReport } from '../protocol/runtime.ts'
import type { DeviceChoice } from './choose-device.ts'
import type { Ort, OrtModule } from './ort.ts'
import { watchPlacement } from './runtime-log.ts'
import { fromOrt, isTensorType, toOrt } from './tensors.ts'

export interface ModelFiles {
  readonly model: Uint8Array
  /** Weights beside the graph, by the name that the graph calls them. */
  readonly external: readonly { readonly path: string; readonly data: Uint8Array }[]
}

export interface RuntimeSession {
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
  readonly report: RuntimeReport
  /** Tensors in, tensors out, each copied once into and once out of the wasm heap by the package. */
  run(feeds: Readonly<Record<string, Tensor>>): Promise<Readonly<Record<string, Tensor>>>
  /** For what needs to keep tensors where they are: see `plain-decoder.ts`. */
  readonly raw: RawSession
}

export interface RawSession {
  readonly ort: OrtModule
  run(feeds: Ort.InferenceSession.OnnxValueMapType): Promise<Ort.InferenceSession.OnnxValueMapType>
  /** Waits for work on this session's device, and throws `gpu-lost` when that goes away in the middle. */
  settle<T>(work: () => Promise<T>): Promise<T>
}

interface ValueInfo {
  readonly name: string
  readonly type: TensorType | 'string' | 'other'
  readonly dims: readonly (number | string)[]
}

export interface OpenSessionOptions {
  readonly requested: Runtime
  /** Leave outputs in GPU buffers when the session runs on WebGPU. Only for callers that go through `raw`. */
  readonly keepOutputsOnGpu?: boolean
}

/**
 * Asks for one provider at a time: given a list, the package drops the ones that it cannot have with nothing but a
 * console warning, and no call tells which one runs.
 * @throws VitrineError `model-rejected`, `out-of-memory`
 */
export async function openSession(
  ort: OrtModule,
  choice: DeviceChoice,
  files: ModelFiles,
  { requested, keepOutputsOnGpu = false }: OpenSessionOptions,
): Promise<RuntimeSession> {
  const { gpu, build, threads } = choice
  if (gpu !== undefined) {
    try {
      const { session, mixed } = await watchPlacement(() =>
        ort.InferenceSession.create(files.model, {
          ...sharedOptions(files),
          executionProviders: [{ name: 'webgpu', device: gpu.device }],
          ...(keepOutputsOnGpu && { preferredOutputLocation: 'gpu-buffer' as const }),
        }),
      )
      const { adapter } = gpu
      const reasons: RuntimeReason[] = gpu.software ? ['software-adapter'] : []
      if (mixed) reasons.push('mixed-placement')
      return wrap(ort, session, gpu.lost, {
        requested,
        build,
        threads,
        adapter,
        reasons,
        provider: 'webgpu',
      })
    } catch (cause) {
      if (requested === 'webgpu') throw loadError(cause)
    }
  }
  try {
    const session = await ort.InferenceSession.create(files.model, {
      ...sharedOptions(files),
      executionProviders: ['wasm'],
      // Both default to off on the web; on, repeated runs reuse their memory.
      enableCpuMemArena: true,
      enableMemPattern: true,
    })
    const whyNoGpu = gpu === undefined ? choice.reasons : (['gpu-session-failed'] as const)
    const reasons = [...whyNoGpu, ...choice.threadReasons]
    return wrap(ort, session, undefined, { requested, build, threads, reasons, provider: 'wasm' })
  } catch (cause) {
    throw loadError(cause)
  }
}

function sharedOptions({ external }: ModelFiles): Ort.InferenceSession.SessionOptions {
  return {
    graphOptimizationLevel: 'all',
    ...(external.length > 0 && { externalData: [...external] }),
  }
}

function wrap(
  ort: OrtModule,
  session: Ort.InferenceSession,
  gpuLost: Promise<unknown> | undefined,
  report: RuntimeReport,
): RuntimeSession {
  const settle = gpuLost === undefined ? settlePlainly : settleUnlessLost(gpuLost)
  const run = (feeds: Ort.InferenceSession.OnnxValueMapType) => settle(() => session.run(feeds))

  return {
    inputs: session.inputMetadata.map(valueInfo),
    outputs: session.outputMetadata.map(valueInfo),
    report,
    raw: { ort, run, settle },
    async run(feeds) {
      const inputs = Object.fromEntries(
        Object.entries(feeds).map(([name, tensor]) => [name, toOrt(ort, tensor)]),
      )
      const outputs = await run(inputs)
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => [name, fromOrt(tensor, name)]),
      )
    },
  }
}

type Settle = <T>(work: () => Promise<T>) => Promise<T>

const settlePlainly: Settle = async (work) => {
  try {
    return await work()
  } catch (cause) {
    throw runError(cause)
  }
}

/** What is under way when the device goes never comes back, so those who wait are told from here. */
function settleUnlessLost(gpuLost: Promise<unknown>): Settle {
  const waiting = new Set<(error: VitrineError) => void>()
  let isLost = false
  const tellAll = () => {
    isLost = true
    for (const reject of waiting) reject(new VitrineError('gpu-lost'))
  }
  void gpuLost.then(tellAll)
  return (work) =>
    new Promise((resolve, reject) => {
      // Running a session whose device is gone took the whole browser down, 5 times of 5 (asyncify build).
      if (isLost) return reject(new VitrineError('gpu-lost'))
      waiting.add(reject)
      const done = () => waiting.delete(reject)
      work()
        .then(resolve, (cause: unknown) => reject(runError(cause)))
        .finally(done)
    })
}

function valueInfo(meta: Ort.InferenceSession.ValueMetadata): ValueInfo {
  if (!meta.isTensor) return { name: meta.name, type: 'other', dims: [] }
  const { name, type, shape } = meta
  return { name, type: isTensorType(type) || type === 'string' ? type : 'other', dims: shape }
}

function loadError(cause: unknown): VitrineError {
  return asVitrineError(cause, outOfMemory(cause) ? 'out-of-memory' : 'model-rejected')
}

function runError(cause: unknown): VitrineError {
  return asVitrineError(cause, outOfMemory(cause) ? 'out-of-memory' : 'run-failed')
}

function outOfMemory(cause: unknown): boolean {
  return (
    cause instanceof RangeError ||
    /bad_alloc|out of memory|allocat/i.test(cause instanceof Error ? cause.message : String(cause))
  )
}
