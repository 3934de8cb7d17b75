import type { Model } from '../engine/engine.ts'
import { generate } from './generate.ts'
import { givenTensors } from './given-tensors.ts'
import { outputsOf } from './outputs.ts'
import { predict } from './predict.ts'
import { telling } from './told.ts'
import type {
  Answer,
  ExportedModel,
  GivenTensor,
  Outputs,
  PredictInput,
  PredictOptions,
} from './types.ts'

/** An open model as the module hands it out. */
export function exportedModel(model: Model, close: () => void): ExportedModel {
  let isDisposed = false
  const { manifest } = model

  function open(): Model {
    if (isDisposed) throw new TypeError(`The model “${manifest.title}” has been disposed of.`)
    return model
  }

  async function compute(
    given: GivenTensor | Readonly<Record<string, GivenTensor>>,
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<Outputs> {
    const { isBare, tensors } = givenTensors(given)
    const { outputs } = await open().compute(tensors, signal === undefined ? {} : { signal })
    return outputsOf(outputs, isBare)
  }

  const members: Pick<ExportedModel, 'manifest' | 'predict' | 'generate' | 'dispose'> = {
    manifest,
    predict: <A extends Answer>(input: PredictInput, options?: PredictOptions) =>
      // The caller knows the model's task.
      telling((async () => (await predict(open(), input, options)) as A)()),
    generate(prompt, options) {
      if (manifest.task !== 'text-generation') {
        throw new TypeError(`“${manifest.title}” writes no text: it is for ${manifest.task}.`)
      }
      return generate(open() as Model<'text-generation'>, prompt, options)
    },
    dispose() {
      isDisposed = true
      close()
    },
  }
  const call: ExportedModel = Object.assign(
    (...args: Parameters<typeof compute>) => telling(compute(...args)),
    members,
    { runtime: model.opened.runtime },
  )
  // Looked at when it is asked for: a lost GPU changes it.
  return Object.defineProperty(call, 'runtime', { get: () => model.opened.runtime })
}
