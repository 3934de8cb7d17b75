/**
 * ONNX Runtime Web comes in three builds that do the job. Each is a glue module plus a wasm binary of 14 to 27 MB,
 * so exactly one is fetched: see `choose-device.ts` for the choice. Nothing outside `runtime/` imports the package.
 */
import type * as Ort from 'onnxruntime-common'
import { VitrineError } from '../protocol/errors.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import { identityModel } from './identity-model.ts'
import { isGuest } from './is-guest.ts'
import { keepModule, type GluePlace, type RawModule } from './raw-module.ts'
import { tapRuntimeLog } from './runtime-log.ts'

export type { Ort }
export type OrtModule = typeof Ort
export type OrtBuild = RuntimeReport['build']

interface LoadedBuild {
  readonly ort: OrtModule
  /** Addresses of the glue and of the binary, as Vite emitted them. */
  readonly mjs: string
  readonly wasm: string
  /** Absolute address of the module that is loaded here; its default export runs what is put into `glue`. */
  readonly here: string
  readonly glue: GluePlace
  readonly default: unknown
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
    const { ort, here, glue, mjs, wasm } = loaded
    // The bundler must not take it for unused.
    if (typeof loaded.default !== 'function') throw new TypeError('There is nothing to start')
    // Absolute addresses: while developing they are relative to the server. A filename-keyed map is silently
    // ignored since 1.17 (onnxruntime #23515).
    const absolute = (url: string) => new URL(url, here).href
    const scripts = { glue: absolute(mjs), here }
    if (threads > 1 && isGuest()) {
      const { guestScripts } = await import('./guest.ts')
      Object.assign(scripts, await guestScripts(scripts.glue, here))
    }
    // The package starts a build once, however often it is asked.
    glue.keeper ??= keepModule(() => scripts.glue)
    ort.env.wasm.wasmPaths = { mjs: scripts.here, wasm: absolute(wasm) }
    ort.env.wasm.numThreads = threads
    ort.env.wasm.proxy = false
    ort.env.logLevel = 'warning'
    tapRuntimeLog()
    // The package instantiates its wasm at the first session: give it one that costs nothing.
    const session = await ort.InferenceSession.create(identityModel, {
      executionProviders: ['wasm'],
    })
    await session.release()
    return { ort, module: glue.keeper.module() }
  } catch (cause) {
    throw new VitrineError('runtime-unavailable', {}, { cause })
  }
}
