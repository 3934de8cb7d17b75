import type { RuntimeReason } from '../protocol/runtime.ts'
import { countTraffic, type TrafficCount } from './count-traffic.ts'

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
  /** What has gone in and out of it, by whomever. */
  readonly traffic: TrafficCount
}

type Refusal = { readonly refused: RuntimeReason }

/** What ONNX Runtime's kernels use when the device offers it. */
const wantedFeatures: readonly GPUFeatureName[] = ['shader-f16', 'subgroups', 'timestamp-query']

/**
 * Its attention over prompts of 32 tokens and more counts on subgroups that are larger. With those of Chromium's
 * software adapter, which are of 4, logits came out wrong by up to 3.8 (1.30); without subgroups they are right.
 */
const smallestSubgroup = 8

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
      requiredFeatures: wantedFeatures.filter(
        (feature) =>
          adapter.features.has(feature) && (feature !== 'subgroups' || hasFitSubgroups(adapter)),
      ),
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
      traffic: countTraffic(device),
    }
  } catch {
    return { refused: 'gpu-device-refused' }
  }
}

/** Browsers that hide the sizes say 4 to 128. */
function hasFitSubgroups({ info }: GPUAdapter): boolean {
  return info.subgroupMaxSize >= smallestSubgroup
}
