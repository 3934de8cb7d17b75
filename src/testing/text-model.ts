import { nextLogits } from '../runtime/decoder/next-logits.ts'
import type { Decoder, Ranking, RunContext, Tokenizer } from '../pipelines/ports.ts'
import { createTextGeneration } from '../pipelines/text-generation.ts'
import type { GenerationSettings, TextGenerationManifest } from '../protocol/manifest.ts'
import type { GenerationStep, TextGenerationInput } from '../protocol/tasks.ts'

/** Two of the tokens are the halves of an "é". The model has two more ids, which are not in the vocabulary. */
const vocabulary = ['<bos>', '<eos>', 'the', ' cat', ' sat', ' on', '.', 'Ã', '©']
export const [bos, eos, the, cat, sat, on, dot, half, rest] = [0, 1, 2, 3, 4, 5, 6, 7, 8]
export const unlisted = 10
const modelVocabularySize = 11
const spelledBytes = (id: number) =>
  id === half ? [195] : id === rest ? [169] : [...new TextEncoder().encode(vocabulary[id])]

const tokenizer: Tokenizer = {
  encode: (text) =>
    text === '' ? [] : text.split(/(?= )|(?=\.)/).map((word) => vocabulary.indexOf(word)),
  decode: (ids) =>
    new TextDecoder().decode(Uint8Array.from(ids.filter((id) => id > eos).flatMap(spelledBytes))),
  spelling: (id) => vocabulary[id] ?? `[${id}]`,
}

/** After each token the first of its row is most probable, then the second, then the others. */
export const story: Record<number, number[]> = {
  [bos]: [the, cat],
  [the]: [cat, dot],
  [cat]: [sat, on],
  [sat]: [on, dot],
  [on]: [the, cat],
  [dot]: [eos, the],
}

/**
 * Everything that a text generation needs, around a language model that looks at the last token only. Its clock:
 * 100 ms for a prompt, 10 ms for a token.
 */
export function setUpGeneration(
  options: { table?: Record<number, number[]>; contextLength?: number; onDevice?: boolean } = {},
) {
  const { table = story, contextLength = 32, onDevice = false } = options
  const logits = new Float32Array(modelVocabularySize)
  const appended: number[][] = []
  let nowMs = 0
  let length = 0
  const next = nextLogits(logits)
  const score = (last = -1) => {
    logits.fill(-2)
    const [first, second] = table[last] ?? [eos, eos]
    logits[second ?? 0] = 3
    logits[first ?? 0] = 4
  }
  const decoder: Decoder = {
    traffic: { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
    rewind(to) {
      if (to === 0) appended.length = 0
      length = to
      return Promise.resolve(to)
    },
    async appendEach(ids, visit) {
      for (const [index, id] of ids.entries()) {
        await decoder.append([id])
        visit(logits, index)
      }
    },
    append(ids) {
      nowMs += length === 0 ? 100 : 10
      length += ids.length
      if (length > contextLength) throw new Error('more tokens than the context has places')
      appended.push([...ids])
      score(ids.at(-1))
      return Promise.resolve(next)
    },
  }
  /** How many tokens were asked for at once. */
  const blocks: number[] = []
  if (onDevice) {
    decoder.appendGreedily = async (count) => {
      blocks.push(count)
      const taken: Ranking[] = []
      for (let step = 0; step < count; step++) {
        // What a device holds, nobody overwrites in a pause.
        score(appended.at(-1)?.at(-1))
        const ranking = await next.best()
        taken.push(ranking)
        await decoder.append([ranking[0]!.id])
      }
      return { taken, next }
    }
  }
  const signal = { aborted: false }
  const steps: GenerationStep[] = []
  const context: RunContext<GenerationStep> = {
    signal,
    now: () => nowMs,
    breathe() {
      // Logits are valid until the next call, and a pause is where one may come.
      logits.fill(NaN)
      return Promise.resolve()
    },
    report: (step) => steps.push(step),
  }
  const manifest = { ...textManifest, contextLength }
  const pipeline = createTextGeneration(manifest, { decoder, tokenizer })
  const run = (
    prompt: string,
    settings: Partial<GenerationSettings> = {},
    more: Omit<Partial<TextGenerationInput>, 'prompt' | 'settings'> = {},
  ) => {
    steps.length = 0
    return pipeline.run({ prompt, settings: { ...greedy, ...settings }, ...more }, context)
  }
  return { run, steps, context, signal, decoder, appended, blocks, logits, manifest }
}

export const greedy: GenerationSettings = {
  maxNewTokens: 6,
  temperature: 0,
  topK: 0,
  topP: 1,
  repetitionPenalty: 1,
  seed: 0,
}

export const textManifest: TextGenerationManifest = {
  task: 'text-generation',
  id: 'tiny',
  title: 'Tiny',
  description: 'A table',
  layout: 'hugging-face',
  reasons: [],
  base: './',
  files: [],
  model: 'model.onnx',
  tokenizer: { path: 'tokenizer.json' },
  contextLength: 32,
  bosTokenId: bos,
  stopTokenIds: [eos],
  defaults: greedy,
  examples: [],
}
