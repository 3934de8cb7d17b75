import type { ChatTemplate, Decoder, RunContext, Tokenizer } from '../pipelines/ports.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import type { ChatMessage, GenerationStep, TextGeneration } from '../protocol/tasks.ts'
import type { GenerationSettings } from '../protocol/manifest.ts'
import { nextLogits } from '../runtime/decoder/next-logits.ts'
import { greedy, textManifest } from './text-model.ts'

/** "th" is a token of its own, so that an answer of "t" and "h" is written in other tokens than it is read in. */
const vocabulary = ['<end>', '<user>', '<model>', '<system>', 'th', 'a', 'b', 't', 'h', '!']
export const end = 0

const tokenizer: Tokenizer = {
  encode: (text) => (text.match(/<\w+>|th|./gs) ?? []).map((piece) => vocabulary.indexOf(piece)),
  decode: (ids) => ids.map((id) => (id < 4 ? '' : vocabulary[id])).join(''),
  spelling: (id) => vocabulary[id] ?? `[${id}]`,
}

const chatTemplate: ChatTemplate = {
  render: (messages) =>
    `${messages.map(({ role, content }) => `<${role === 'assistant' ? 'model' : role}>${content}<end>`).join('')}<model>`,
}

/**
 * A conversation's pipeline over a decoder whose every answer depends on every token that it holds, so that a stale one
 * shows. It may be told what to answer.
 */
export function setUpChat(contextLength = 200) {
  const held: number[] = []
  const appended: number[][] = []
  const script: string[] = []
  const faults = { failsAfterRuns: Infinity, cutsAtMost: Infinity }
  const logits = new Float32Array(vocabulary.length)
  const decoder: Decoder = {
    traffic: { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
    rewind(length) {
      held.length = Math.min(held.length, length > faults.cutsAtMost ? 0 : length)
      return Promise.resolve(held.length)
    },
    appendEach: () => Promise.reject(new Error('not asked for here')),
    append(ids) {
      held.push(...ids)
      appended.push([...ids])
      if (appended.length > faults.failsAfterRuns)
        return Promise.reject(new Error('the device is out of order'))
      const scripted = script.shift()
      const hash = held.reduce((sum, id) => (sum * 31 + id + 7) % 1009, 17)
      for (let id = 0; id < logits.length; id += 1)
        logits[id] = (((1 + (hash % 12)) * (id + 3)) % 13) / 4
      logits[1] = logits[2] = logits[3] = -5
      if (scripted !== undefined) logits[vocabulary.indexOf(scripted)] = 50
      return Promise.resolve(nextLogits(logits))
    },
  }
  const signal = { aborted: false }
  let stopAfter = Infinity
  let written = 0
  const context: RunContext<GenerationStep> = {
    signal,
    now: () => 0,
    breathe: () => Promise.resolve(),
    report() {
      written += 1
      if (written >= stopAfter) signal.aborted = true
    },
  }
  const manifest = { ...textManifest, contextLength, stopTokenIds: [end] }
  const pipeline = createTextGeneration(manifest, { decoder, tokenizer, chatTemplate })

  return {
    appended,
    faults,
    /** The next answer, token by token; what is not said is up to the model. */
    willWrite: (tokens: readonly string[]) => script.push(...tokens),
    async run(
      prompt: string | readonly ChatMessage[],
      settings: Partial<GenerationSettings> = {},
      stopAfterTokens = Infinity,
    ): Promise<TextGeneration> {
      appended.length = 0
      written = 0
      stopAfter = stopAfterTokens
      signal.aborted = stopAfter === 0
      try {
        return await pipeline.run({ prompt, settings: { ...greedy, ...settings } }, context)
      } finally {
        script.length = 0
        faults.failsAfterRuns = Infinity
      }
    },
  }
}

export const user = (content: string): ChatMessage => ({ role: 'user', content })
export const model = (content: string): ChatMessage => ({ role: 'assistant', content })
