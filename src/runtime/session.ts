import type { Tensor, TensorType } from '../core/tensors/tensor.ts'
import type { RuntimeReason, RuntimeReport } from '../protocol/runtime.ts'
import type { Traffic } from '../protocol/tasks.ts'
import type { DeviceChoice } from './choose-device.ts'
import { isTrap, loadError } from './errors.ts'
import { createOnGpu, createOnWasm } from './create-session.ts'
import { runOptions } from './graph-capture.ts'
import { insideGpu, insideWasm } from './inside-session.ts'
import type { Ort, OrtModule, StartedOrt } from './ort.ts'
import type { Inside, OpenSessionOptions } from './session-parts.ts'
import { settlePlainly, settleUnlessLost, type Settle } from './settle.ts'
import { fromOrt, isTensorType, toOrt } from './tensors.ts'

export interface RuntimeSession {
  readonly inputs: readonly ValueInfo[]
  readonly outputs: readonly ValueInfo[]
  readonly report: RuntimeReport
  /**
   * Tensors in, tensors out, each copied once into and once out of the wasm heap by the package.
   * @param outputs names of those that are wanted; absent: all
   */
  run(
    feeds: Readonly<Record<string, Tensor>>,
    outputs?: readonly string[],
  ): Promise<Readonly<Record<string, Tensor>>>
  /** For what needs to keep tensors where they are: see `decoder/`. */
  readonly raw: RawSession
  /** Gives its memory back to the runtime; it cannot run any more. */
  close(): Promise<void>
}

export interface RawSession {
  readonly ort: Pick<OrtModule, 'Tensor'>
  /** Where the runtime computes, and how it is reached there: absent where only `run` is to be had. */
  readonly inside?: Inside
  /** Counted by `run`, and by whoever goes another way. */
  readonly traffic: { -readonly [K in keyof Traffic]: Traffic[K] }
  /** @param outputs names of those that are wanted; the others are not even computed where that can be helped */
  run(
    feeds: Ort.InferenceSession.OnnxValueMapType,
    outputs: readonly string[],
  ): Promise<Ort.InferenceSession.OnnxValueMapType>
  /** Waits for work on this session's device, and throws `gpu-lost` when that goes away in the middle. */
  readonly settle: Settle
}

export interface ValueInfo {
  readonly name: string
  /** `other`: no tensor, or of a type that cannot be given or taken here. */
  readonly type: TensorType | 'other'
  /** A number where the graph fixes the size, its symbolic name or "?" where not. */
  readonly dims: readonly (number | string)[]
}

/**
 * Asks for one provider at a time: given a list, the package drops the ones that it cannot have with nothing but a
 * console warning, and no call tells which one runs.
 * @throws VitrineError one of the `model-…` codes, `operator-unavailable`, `type-unavailable`, `out-of-memory`,
 * and whatever `filesFor` throws
 */
export async function openSession(
  started: StartedOrt,
  choice: DeviceChoice,
  options: OpenSessionOptions,
): Promise<RuntimeSession> {
  const { requested, filesFor } = options
  const { ort, module } = started
  const { gpu, build, threads } = choice
  if (gpu !== undefined) {
    const files = await filesFor('webgpu')
    try {
      const { session, mixed, captures } = await createOnGpu(ort, gpu, files, options)
      const reasons: RuntimeReason[] = gpu.software ? ['software-adapter'] : []
      if (mixed) reasons.push('mixed-placement')
      const { adapter, lost } = gpu
      const report = { requested, build, threads, adapter, reasons, provider: 'webgpu' } as const
      const settle = settleUnlessLost(lost)
      return wrap(ort, session, {
        report,
        settle,
        inside: insideGpu(session, gpu, captures, settle),
      })
    } catch (cause) {
      // WASM in an instance that broke off could answer wrongly: it takes another one.
      if (requested === 'webgpu' || isTrap(cause)) throw loadError(cause, files.path)
    }
  }
  const files = await filesFor('wasm')
  try {
    const session = await createOnWasm(ort, files)
    const whyNoGpu = gpu === undefined ? choice.reasons : (['gpu-session-failed'] as const)
    const reasons = [...whyNoGpu, ...choice.threadReasons]
    const report = { requested, build, threads, reasons, provider: 'wasm' } as const
    const inside = insideWasm(session, module)
    return wrap(ort, session, { report, settle: settlePlainly, ...(inside && { inside }) })
  } catch (cause) {
    throw loadError(cause, files.path)
  }
}

interface Surroundings {
  readonly report: RuntimeReport
  readonly settle: Settle
  readonly inside?: Inside
}

function wrap(
  ort: OrtModule,
  session: Ort.InferenceSession,
  { report, settle, inside }: Surroundings,
): RuntimeSession {
  const onGpu = inside?.provider === 'webgpu' ? inside : undefined
  const traffic = onGpu?.gpu.traffic ?? { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 }
  const options = onGpu?.captures === true ? runOptions() : {}
  return {
    inputs: session.inputMetadata.map(valueInfo),
    outputs: session.outputMetadata.map(valueInfo),
    report,
    close: () => session.release(),
    raw: {
      ort,
      settle,
      traffic,
      ...(inside && { inside }),
      async run(feeds, wanted) {
        const outputs = await settle(() => session.run(feeds, [...wanted], options))
        // What a GPU takes and gives is counted at its device.
        if (onGpu === undefined) {
          traffic.bytesIn += bytesOnCpu(feeds)
          traffic.bytesOut += bytesOnCpu(outputs)
        }
        return outputs
      },
    },
    async run(feeds, wanted) {
      const inputs = Object.fromEntries(
        Object.entries(feeds).map(([name, tensor]) => [name, toOrt(ort, tensor)]),
      )
      const outputs = await settle(() =>
        wanted === undefined
          ? session.run(inputs, options)
          : session.run(inputs, [...wanted], options),
      )
      return Object.fromEntries(
        Object.entries(outputs).map(([name, tensor]) => [name, fromOrt(tensor, name)]),
      )
    },
  }
}

function bytesOnCpu(tensors: Ort.InferenceSession.OnnxValueMapType): number {
  let bytes = 0
  for (const tensor of Object.values(tensors)) {
    // Asked of a tensor elsewhere, `data` throws.
    if (tensor.location !== 'cpu') continue
    if (ArrayBuffer.isView(tensor.data)) bytes += tensor.data.byteLength
  }
  return bytes
}

function valueInfo(meta: Ort.InferenceSession.ValueMetadata): ValueInfo {
  if (!meta.isTensor) return { name: meta.name, type: 'other', dims: [] }
  const { name, type, shape } = meta
  return { name, type: isTensorType(type) ? type : 'other', dims: shape.map(knownDim) }
}

/** The package reads the -1 of a size without a name as an unsigned number. */
function knownDim(dim: number | string): number | string {
  const isOpen = typeof dim === 'string' ? dim === '' : dim < 0 || dim >= 2 ** 31
  return isOpen ? '?' : dim
}
