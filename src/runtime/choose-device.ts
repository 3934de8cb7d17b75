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
  readonly reasons: readonly RuntimeReason[]
}

/**
 * WebGPU when the device has it, WebAssembly when not.
 * @throws VitrineError `webgpu-unavailable` when WebGPU alone was asked for and there is none.
 */
export async function chooseDevice(requested: Runtime): Promise<DeviceChoice> {
  const { threads, reasons: threadReasons } = chooseThreads()
  if (requested === 'wasm') {
    return { build: 'cpu', threads, reasons: ['wasm-requested', ...threadReasons] }
  }
  const gpu = await requestGpu()
  if ('device' in gpu) {
    return {
      // JSPI is the smaller and quicker of the two (4.1 against 6.6 MB gzip), where the browser has it.
      build: 'Suspending' in WebAssembly ? 'jspi' : 'asyncify',
      threads,
      gpu,
      reasons: gpu.software ? ['software-adapter'] : [],
    }
  }
  if (requested === 'webgpu')
    throw new VitrineError('webgpu-unavailable', {}, { detail: gpu.refused })
  return { build: 'cpu', threads, reasons: [gpu.refused, ...threadReasons] }
}

/** More than four threads do not pay for models that fit a page; see docs/architecture.md. */
const maxThreads = 4

function chooseThreads(): { threads: number; reasons: RuntimeReason[] } {
  if (!self.crossOriginIsolated) return { threads: 1, reasons: ['not-isolated'] }
  // Threads with shared memory run iOS out of memory (onnxruntime #11679).
  if (/iPhone|iPad|iPod/.test(navigator.userAgent)) return { threads: 1, reasons: [] }
  const cores = navigator.hardwareConcurrency
  if (cores < 2) return { threads: 1, reasons: ['one-core'] }
  return { threads: Math.min(maxThreads, cores), reasons: [] }
}
