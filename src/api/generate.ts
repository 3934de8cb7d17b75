import type { Model } from '../engine/engine.ts'
import { generationAnswer } from '../protocol/generation-json.ts'
import type { GenerationStep, TextGeneration, TextGenerationInput } from '../protocol/tasks.ts'
import { checkBody } from './check-body.ts'
import { runTask, withModel, type Call } from './call.ts'
import { changedMeanwhile, type Wanted } from './choose-model.ts'
import type { ApiRequest } from './http.ts'
import { isObject } from './json-objects.ts'
import { readJson } from './read-json.ts'
import { messagesBody, promptBody, type GenerateBody } from './schemas.ts'

const wanted: Wanted = { what: 'a prompt', field: 'prompt', tasks: ['text-generation'] }

/** @throws ApiError */
export function readGenerate(request: ApiRequest): GenerateBody {
  const body = readJson(request)
  const isChat = isObject(body) && Object.hasOwn(body, 'messages') && !Object.hasOwn(body, 'prompt')
  return isChat ? checkBody(messagesBody, body) : checkBody(promptBody, body)
}

/**
 * @param onStep called for every token, once each, also where a run was repeated after a lost GPU
 * @throws ApiError, VitrineError
 */
export function generate(
  body: GenerateBody,
  call: Call,
  onStep?: (step: GenerationStep) => void,
): Promise<object> {
  return withModel(call, body.model, wanted, async (model) => {
    let written = 0
    const input = inputOf(body, model)
    const result = await runTask<'text-generation'>(call, model, input, (step) => {
      if (step.index < written) return
      written = step.index + 1
      onStep?.(step)
    })
    call.meter.wrote(model.manifest.id, result.ids.length)
    return answerOf(result)
  })
}

function inputOf(body: GenerateBody, { manifest }: Model): TextGenerationInput {
  if (manifest.task !== 'text-generation') throw changedMeanwhile(manifest.task)
  const { defaults } = manifest
  return {
    prompt: 'prompt' in body ? body.prompt : body.messages,
    settings: {
      maxNewTokens: body.max_new_tokens ?? defaults.maxNewTokens,
      temperature: body.temperature ?? defaults.temperature,
      topK: body.top_k ?? defaults.topK,
      topP: body.top_p ?? defaults.topP,
      repetitionPenalty: body.repetition_penalty ?? defaults.repetitionPenalty,
      seed: body.seed ?? defaults.seed,
    },
    ...(body.logits === true && { logits: true }),
  }
}

function answerOf(result: TextGeneration): object {
  const { logits } = result
  return {
    ...generationAnswer(result),
    // Nine digits are a float32 to the bit; a double's seventeen would be twice the text.
    ...(logits && { logits: Array.from(logits, (value) => Number(value.toPrecision(9))) }),
  }
}

/** As an event says it. */
export function stepAnswer({ index, text, token, id, prob }: GenerationStep): object {
  return { index, text, token, id, prob }
}
