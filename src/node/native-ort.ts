import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Ort, OrtModule } from '../runtime/ort.ts'
import type { RawModule } from '../runtime/raw-module.ts'
import type { Platform } from '../worker/platform.ts'

/**
 * ONNX Runtime's own build for this machine, where somebody has put the package `onnxruntime-node` beside the others.
 * Its sessions lie in no wasm heap, so what knows one does without: see `runtime/inside-session.ts`.
 * @param root the project, whose packages these are
 */
export function nativeOrtIn(root: string): Platform['startOrt'] | undefined {
  const require = createRequire(join(root, 'package.json'))
  const name = 'onnxruntime-node'
  try {
    require.resolve(name)
  } catch {
    return undefined
  }
  // oxlint-disable-next-line require-await -- what the package throws rejects
  return async (_build, threads) => {
    const ort = require(name) as OrtModule
    const create = (model: Uint8Array, options: Ort.InferenceSession.SessionOptions = {}) => {
      const { externalData = [], graphOptimizationLevel = 'all' } = options
      if (externalData.length > 0) throw new Error('It takes no weights but those in the graph.')
      return ort.InferenceSession.create(model, {
        graphOptimizationLevel,
        executionProviders: ['cpu'],
        intraOpNumThreads: threads,
      })
    }
    return {
      // Of it we create sessions only, in this one way.
      ort: { ...ort, InferenceSession: { create } as unknown as OrtModule['InferenceSession'] },
      // Nobody asks for it who has no session in it.
      module: {} as RawModule,
    }
  }
}
