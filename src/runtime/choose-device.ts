import { VitrineError } from '../protocol/errors.ts'
import type { Runtime, RuntimeReason } from '../protocol/runtime.ts'
import { requestGpu, type Gpu } from './gpu.ts'
import { isGuest } from './is-guest.ts'
import { isLarge } from './large-data.ts'
import type { OrtBuild } from './ort.ts'

/** Decided before anything big is fetched, because the builds of the runtime differ by megabytes. */
export interface DeviceChoice extends Device {
  readonly build: OrtBuild
}

/** What this device offers, whichever build of the runtime uses it. */
export interface Device {
  readonly threads: number
  /** Absent: the session runs on WASM. */
  readonly gpu?: Gpu
  /** Why there is no GPU; empty when there is one. */
  readonly reasons: readonly RuntimeReason[]
  /** Why WASM has no more threads. Of no concern to a session on WebGPU. */
  readonly threadReasons: readonly RuntimeReason[]
}

/**
 * WebGPU when the device has it, WebAssembly when not.
 * @param cpuModel the model is of a kind for which a GPU is not worth asking
 * @throws VitrineError `webgpu-unavailable` when WebGPU alone was asked for and there is none.
 */
export async function chooseDevice(requested: Runtime, cpuModel: boolean): Promise<Device> {
  const threading = await chooseThreads()
  if (requested === 'wasm') return { ...threading, reasons: ['wasm-requested'] }
  if (requested === 'auto' && cpuModel) return { ...threading, reasons: ['cpu-model'] }
  const gpu = await requestGpu()
  if ('device' in gpu) return { ...threading, gpu, reasons: [] }
  if (requested === 'webgpu')
    throw new VitrineError('webgpu-unavailable', {}, { detail: gpu.refused })
  return { ...threading, reasons: [gpu.refused] }
}

/**
 * The smallest build that does the job. JSPI is the smaller and quicker of the two that know WebGPU (4.1 against
 * 6.6 MB gzip), where the browser has it. It is also the only one that reads weights out of a file piece by piece,
 * where the others hold them twice while they load, so large ones get it on WASM too.
 * @param dataBytes of weights that lie beside the graph
 */
export function chooseBuild({ gpu }: Pick<Device, 'gpu'>, dataBytes: number): OrtBuild {
  const hasJspi = 'Suspending' in WebAssembly
  if (gpu !== undefined) return hasJspi ? 'jspi' : 'asyncify'
  return hasJspi && isLarge(dataBytes) ? 'jspi' : 'cpu'
}

/** The package's own ceiling, which we have not found reason to lift: few phones have more quick cores. */
const maxThreads = 4

async function chooseThreads(): Promise<Pick<Device, 'threads' | 'threadReasons'>> {
  if (!self.crossOriginIsolated) return { threads: 1, threadReasons: ['not-isolated'] }
  // Threads with shared memory run iOS out of memory (onnxruntime #11679).
  if (/iPhone|iPad|iPod/.test(navigator.userAgent)) return { threads: 1, threadReasons: [] }
  const cores = navigator.hardwareConcurrency
  if (cores < 2) return { threads: 1, threadReasons: ['one-core'] }
  if (isGuest() && !(await (await import('./guest.ts')).mayRunBlobs()))
    return { threads: 1, threadReasons: ['blobs-refused'] }
  return { threads: Math.min(maxThreads, cores), threadReasons: [] }
}
