import type { Engine } from '../engine/engine.ts'
import { VitrineError } from '../protocol/errors.ts'
import { tellUsed } from './start-offline.ts'

/** How browsers say that a script which another one asked for did not come. */
const missingScript = /dynamically imported module|importing a module script failed/i

/**
 * The engine, with what only the page knows of the network. The service worker is told what models run on: on a first
 * visit that comes before it is there. A runtime that did not come is said to be missing, and after a deploy, when
 * its address is an old one, the page is loaded anew: see public/recover.js.
 */
export function createOfflineEngine(engine: Engine): Engine {
  return {
    ...engine,
    async open(manifest, options) {
      try {
        const model = await engine.open(manifest, options)
        void tellUsed(model.opened.runtime.build)
        model.onReopened(({ runtime }) => void tellUsed(runtime.build))
        return model
      } catch (error) {
        throw explained(error)
      }
    },
  }
}

function explained(error: unknown): unknown {
  if (!(error instanceof VitrineError) || error.code !== 'runtime-unavailable') return error
  if (!navigator.onLine)
    return new VitrineError('offline', { path: 'ONNX Runtime' }, { cause: error })
  if (missingScript.test(error.detail ?? '')) window.dispatchEvent(new Event('vite:preloadError'))
  return error
}
