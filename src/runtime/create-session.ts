import { isTrap } from './errors.ts'
import type { Gpu } from './gpu.ts'
import { capturing } from './graph-capture.ts'
import { isLarge } from './large-data.ts'
import type { Ort, OrtModule } from './ort.ts'
import { watchPlacement, whileTrying } from './runtime-log.ts'
import type { ModelFiles, OpenSessionOptions } from './session-parts.ts'

/**
 * Asks for WebGPU alone.
 * @returns the session, whether some of its operators were left to the CPU, and whether it can record runs
 */
export async function createOnGpu(
  ort: OrtModule,
  gpu: Gpu,
  files: ModelFiles,
  { keepOutputsOnGpu = false, capture = false }: OpenSessionOptions,
) {
  const open = (captures: boolean) =>
    watchPlacement(() => {
      const options: Ort.InferenceSession.SessionOptions = {
        ...sharedOptions(files),
        executionProviders: [{ name: 'webgpu', device: gpu.device }],
        ...(keepOutputsOnGpu && { preferredOutputLocation: 'gpu-buffer' as const }),
      }
      return ort.InferenceSession.create(files.model, captures ? capturing(options) : options)
    })
  if (capture) {
    try {
      return { ...(await whileTrying(() => open(true))), captures: true }
    } catch (cause) {
      if (isTrap(cause)) throw cause
    }
  }
  return { ...(await open(false)), captures: false }
}

/** Asks for WASM alone. */
export function createOnWasm(ort: OrtModule, files: ModelFiles) {
  return ort.InferenceSession.create(files.model, {
    ...sharedOptions(files),
    executionProviders: ['wasm'],
    // Both default to off on the web; on, repeated runs reuse their memory.
    enableCpuMemArena: true,
    enableMemPattern: true,
    // The weights in the order in which the kernels like them are a second copy: 1.8 times the file against 1.2.
    ...(isLarge(dataBytes(files)) && { extra: { session: { disable_prepacking: '1' } } }),
  })
}

function dataBytes({ external }: ModelFiles): number {
  return external.reduce((sum, { data }) => sum + ('size' in data ? data.size : data.length), 0)
}

function sharedOptions({ external }: ModelFiles): Ort.InferenceSession.SessionOptions {
  return {
    graphOptimizationLevel: 'all',
    ...(external.length > 0 && { externalData: [...external] }),
  }
}
