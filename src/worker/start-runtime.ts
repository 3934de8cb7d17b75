import { VitrineError } from '../protocol/errors.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { chooseBuild, type Device, type DeviceChoice } from '../runtime/choose-device.ts'
import { isTrap } from '../runtime/errors.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import type { Platform } from './platform.ts'

type StartsOrt = Pick<Platform, 'startOrt'>

export interface StartedRuntime {
  readonly choice: DeviceChoice
  readonly ort: StartedOrt
}

/**
 * Where the GPU's build does not load (a host refused its 25 MB, say), the automatic choice falls to WASM.
 * @param dataBytes of weights that lie beside the graph
 */
export async function startRuntime(
  requested: Runtime,
  device: Device,
  dataBytes: number,
  { startOrt }: StartsOrt,
): Promise<StartedRuntime> {
  const build = chooseBuild(device, dataBytes)
  try {
    return { choice: { ...device, build }, ort: await startOrt(build, device.threads) }
  } catch (error) {
    if (requested === 'webgpu' || build === 'cpu') throw error
    return startOnCpu(device, 'gpu-runtime-failed', startOrt)
  }
}

/**
 * The builds that know WebGPU lack operators that the CPU's build has, on WASM too: those of classical machine
 * learning and of text (1.30). So what they do not know is tried once more there, and what broke them.
 * @throws the error itself where that would be of no use, `webgpu-unavailable` where the visitor wants nothing else
 */
export async function startOnCpuAfter(
  error: unknown,
  { choice }: StartedRuntime,
  requested: Runtime,
  { startOrt }: StartsOrt,
): Promise<StartedRuntime> {
  if (brokeGpuBuild(error, choice) && requested === 'auto') {
    return startOnCpu(choice, 'gpu-session-failed', startOrt)
  }
  const isMissing = error instanceof VitrineError && error.code === 'operator-unavailable'
  if (!isMissing || choice.build === 'cpu' || fromPreflight(error)) throw error
  if (requested !== 'webgpu') return startOnCpu(choice, 'cpu-model', startOrt)
  const why = `WebGPU’s runtime does not have ${error.facts['operator'] ?? 'an operator of this model'}.`
  throw new VitrineError('webgpu-unavailable', { why }, { cause: error })
}

/** On WASM it would only happen again. */
function brokeGpuBuild(error: unknown, { gpu }: DeviceChoice): boolean {
  if (gpu === undefined || !(error instanceof VitrineError)) return false
  return error.code === 'model-rejected' && isTrap(error.cause)
}

/** Nobody's operators: no build has them, and the runtime was not even asked. */
function fromPreflight({ detail }: VitrineError): boolean {
  return detail === undefined
}

async function startOnCpu(
  { threads, threadReasons, gpu, reasons }: Device,
  whyNoGpu: 'gpu-runtime-failed' | 'gpu-session-failed' | 'cpu-model',
  startOrt: Platform['startOrt'],
): Promise<StartedRuntime> {
  const ort = await startOrt('cpu', threads)
  const why = gpu === undefined ? reasons : ([whyNoGpu] as const)
  return { ort, choice: { threads, threadReasons, reasons: why, build: 'cpu' } }
}
