import type { Model } from '../engine/engine.ts'
import type { TextGenerationInput } from '../protocol/tasks.ts'
import { generate } from './generate.ts'
import { givenTensors } from './given-tensors.ts'
import { taskAnswer, tensorsAnswer } from './task-answer.ts'
import { taskInput } from './task-input.ts'
import type { Answer, GivenTensor, PredictInput, PredictOptions } from './types.ts'

/** As the serving examples answer. */
const usualTopK = 3

/** Asks a model what it is for, and answers as its page does. */
export async function predict(
  model: Model,
  input: PredictInput,
  options: PredictOptions = {},
): Promise<Answer> {
  const { manifest } = model
  const { signal, topK = usualTopK } = options
  const use = signal === undefined ? {} : { signal }
  if (manifest.task === 'text-generation') {
    const prompt = input as TextGenerationInput['prompt']
    return generate(model as Model<'text-generation'>, prompt, options).result
  }
  if (manifest.task === 'tensors') {
    const given = input as GivenTensor | Readonly<Record<string, GivenTensor>>
    return tensorsAnswer(await model.compute(givenTensors(given).tensors, use))
  }
  const { task } = manifest
  const given = await taskInput({ task, input, topK, signal })
  return taskAnswer(manifest, await (model as Model<typeof task>).run(given, use), {
    isList: Array.isArray(input),
  })
}
