import { availableParallelism } from 'node:os'
import { VitrineError } from '../protocol/errors.ts'
import type { Platform } from '../worker/platform.ts'

/** As in the browser: the package's own ceiling. */
const maxThreads = 4
/** For the server itself, and for whoever calls it from this machine: kernels that wait for a core wait idly. */
const coresForOthers = 1

/**
 * What Node has to offer: the CPU, and decoders of pictures in WebAssembly.
 * @param root of the project, absolute: its packages are looked up from here
 */
export function createNodePlatform(root: string, startOrt: Platform['startOrt']): Platform {
  return {
    startOrt,
    async chooseDevice(requested, cpuModel) {
      if (requested === 'webgpu') {
        throw new VitrineError('webgpu-unavailable', { why: 'Node has no WebGPU.' })
      }
      const cores = availableParallelism()
      const threads = Math.max(1, Math.min(maxThreads, cores - coresForOthers))
      const noGpu = cpuModel ? 'cpu-model' : 'no-webgpu-api'
      return {
        threads,
        threadReasons: cores < 2 ? ['one-core'] : [],
        reasons: [requested === 'wasm' ? 'wasm-requested' : noGpu],
      }
    },
    // Everything is on this disk: see `local-files.ts`.
    createStore: () => ({
      fetch(_url, { path }) {
        return Promise.reject(new VitrineError('file-missing', { path }))
      },
    }),
    async loadPictureDecoder() {
      const { createPictureDecoder } = await import('./decode-picture.ts')
      return createPictureDecoder(root)
    },
  }
}
