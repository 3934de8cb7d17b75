import type { RuntimeReason } from '../protocol/runtime.ts'

/** A device of our own. ONNX Runtime destroys the one it makes itself when its last session goes. */
export interface Gpu {
  readonly device: GPUDevice
  /** The adapter's name for itself, such as "nvidia ada-lovelace". */
  readonly adapter: string
  readonly software: boolean
  /** Its shaders can compute with 16-bit floats. */
  readonly f16: boolean
  /** Resolves when the device is lost; a session on it must never run again. */
  readonly lost: Promise<unknown>
}

type Refusal = { readonly refused: RuntimeReason }

/** What ONNX Runtime's kernels use when the device offers it. */
const wantedFeatures: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query']

/** The limits that its kernels grow into; a device has the small defaults unless asked for more. */
const wantedLimits = [
  'maxBufferSize',
  'maxStorageBufferBindingSize',
  'maxStorageBuffersPerShaderStage',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupSizeY',
  'maxComputeWorkgroupSizeZ',
  'maxComputeWorkgroupsPerDimension',
] as const satisfies readonly (keyof GPUSupportedLimits)[]

/** Never throws: `navigator.gpu` alone proves nothing, so a refusal is an ordinary answer. */
export async function requestGpu(): Promise<Gpu | Refusal> {
  if (!('gpu' in navigator)) return { refused: 'no-webgpu-api' }
  const adapter = await navigator.gpu
    .requestAdapter({ powerPreference: 'high-performance' })
    .catch(() => null)
  if (adapter === null) return { refused: 'no-gpu-adapter' }
  try {
    const device = await adapter.requestDevice({
      requiredFeatures: wantedFeatures.filter((feature) => adapter.features.has(feature)),
      requiredLimits: Object.fromEntries(
        wantedLimits.map((limit) => [limit, adapter.limits[limit]]),
      ),
    })
    const { vendor, architecture, isFallbackAdapter } = adapter.info
    return {
      device,
      adapter: [vendor, architecture].filter((part) => part !== '').join(' '),
      software: isFallbackAdapter || /swiftshader|llvmpipe/i.test(architecture),
      f16: device.features.has('shader-f16'),
      lost: device.lost,
    }
  } catch {
    return { refused: 'gpu-device-refused' }
  }
}
