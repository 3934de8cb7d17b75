import { VitrineError } from '../protocol/errors.ts'
import type { Runtime, RuntimeReason } from '../protocol/runtime.ts'
import { requestGpu, type Gpu } from './gpu.ts'
import type { OrtBuild } from './ort.ts'

/** Decided before anything big is fetched, because the builds of the runtime differ by megabytes. */
export interface DeviceChoice {
  readonly build: OrtBuild
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
 * @throws VitrineError `webgpu-unavailable` when WebGPU alone was asked for and there is none.
 */
export async function chooseDevice(requested: Runtime): Promise<DeviceChoice> {
  const threading = chooseThreads()
  if (requested === 'wasm') {
    return { build: 'cpu', ...threading, reasons: ['wasm-requested'] }
  }
  const gpu = await requestGpu()
  if ('device' in gpu) {
    return {
      // JSPI is the smaller and quicker of the two (4.1 against 6.6 MB gzip), where the browser has it.
      build: 'Suspending' in WebAssembly ? 'jspi' : 'asyncify',
      ...threading,
      gpu,
      reasons: [],
    }
  }
  if (requested === 'webgpu')
    throw new VitrineError('webgpu-unavailable', {}, { detail: gpu.refused })
  return { build: 'cpu', ...threading, reasons: [gpu.refused] }
}

/** The package's own ceiling, which we have not found reason to lift: few phones have more quick cores. */
const maxThreads = 4

function chooseThreads(): Pick<DeviceChoice, 'threads' | 'threadReasons'> {
  if (!self.crossOriginIsolated) return { threads: 1, threadReasons: ['not-isolated'] }
  // Threads with shared memory run iOS out of memory (onnxruntime #11679).
  if (/iPhone|iPad|iPod/.test(navigator.userAgent)) return { threads: 1, threadReasons: [] }
  const cores = navigator.hardwareConcurrency
  if (cores < 2) return { threads: 1, threadReasons: ['one-core'] }
  return { threads: Math.min(maxThreads, cores), threadReasons: [] }
}
