/**
 * ONNX Runtime Web comes in three builds that do the job. Each is a glue module plus a wasm binary of 14 to 27 MB,
 * so exactly one is fetched: see `choose-device.ts` for the choice. Nothing outside `runtime/` imports the package.
 */
import type * as Ort from 'onnxruntime-common'
import { VitrineError } from '../protocol/errors.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import type { RawModule } from './raw-module.ts'
import { tapRuntimeLog } from './runtime-log.ts'

export type { Ort }
export type OrtModule = typeof Ort
export type OrtBuild = RuntimeReport['build']

interface LoadedBuild {
  readonly ort: OrtModule
  /** The wasm module, once the package has started it. */
  readonly module: () => RawModule
  /** Absolute address of a module whose default export the package takes for its glue: see `keepModule`. */
  readonly here: string
  readonly default: unknown
  /** Address of the binary, as Vite emitted it. */
  readonly wasm: string
}

export interface StartedOrt {
  readonly ort: OrtModule
  readonly module: RawModule
}

const builds: Record<OrtBuild, () => Promise<LoadedBuild>> = {
  jspi: () => import('./ort-jspi.ts'),
  asyncify: () => import('./ort-asyncify.ts'),
  cpu: () => import('./ort-cpu.ts'),
}

/**
 * Fetches and instantiates one build, threads included, so that this can go on while the weights download.
 * @throws VitrineError `runtime-unavailable` when the browser cannot load it.
 */
export async function startOrt(build: OrtBuild, threads: number): Promise<StartedOrt> {
  try {
    const loaded = await builds[build]()
    const { ort, module, here, wasm } = loaded
    // Absolute addresses: a relative one would resolve against our worker's chunk. A filename-keyed map is silently
    // ignored since 1.17 (onnxruntime #23515). The bundler must not take the default export for unused.
    if (typeof loaded.default !== 'function') throw new TypeError('no glue')
    ort.env.wasm.wasmPaths = {
      mjs: here,
      wasm: new URL(wasm, self.location.href).href,
    }
    ort.env.wasm.numThreads = threads
    ort.env.wasm.proxy = false
    ort.env.logLevel = 'warning'
    tapRuntimeLog()
    // The package instantiates its wasm at the first session: give it one that costs nothing.
    const session = await ort.InferenceSession.create(identityModel, {
      executionProviders: ['wasm'],
    })
    await session.release()
    return { ort, module: module() }
  } catch (cause) {
    throw new VitrineError('runtime-unavailable', {}, { cause })
  }
}

/** `y = Identity(x)`, x float[1], opset 13, IR 8: the smallest model there is, 67 bytes. */
const identityModel = Uint8Array.from(
  atob(
    'CAgSADo3ChAKAXgSAXkiCElkZW50aXR5EgF3Wg8KAXgSCgoICAESBAoCCAFiDwoBeRIKCggIARIECgIIAUIECgAQDQ==',
  ),
  (c) => c.charCodeAt(0),
)
