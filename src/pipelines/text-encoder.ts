import type { Tensor } from '../core/tensors/tensor.ts'
import type { TextTiming } from '../protocol/tasks.ts'
import { encodeText, type EncodedText } from './encode-text.ts'
import { nameUnknownToken } from './out-of-vocabulary.ts'
import { createPause } from './pause.ts'
import type { RunContext, Session, Tokenizer } from './ports.ts'
import { textInputs } from './text-inputs.ts'

interface Options {
  readonly session: Session
  readonly tokenizer: Tokenizer
  /** What the manifest says that the model can read. */
  readonly maxTokens: number
  /** The one output that is wanted. */
  readonly outputName: string
  readonly vocabularySize?: number | undefined
}

/** One run of a model that reads a whole text at once, step by step and timed. */
export interface Reading {
  /** @throws VitrineError see `encodeText`; `aborted` */
  encode(text: string): Promise<EncodedText>
  /** @throws VitrineError `export-unsupported` for a token that the model lacks, `aborted`, and what the session throws */
  run(encoded: EncodedText): Promise<Tensor | undefined>
  /** To be asked for last. */
  timing(): TextTiming
}

/** @throws VitrineError `export-unsupported` at once when no text fits the graph's inputs */
export function createTextEncoder(options: Options) {
  const { session, tokenizer, maxTokens, outputName, vocabularySize } = options
  const inputs = textInputs(session)
  const mostTokens = Math.min(maxTokens, inputs.length ?? Infinity)
  let cold = true

  return {
    mostTokens,
    begin(context: RunContext<never>): Reading {
      const pause = createPause(context)
      const startedAt = context.now()
      const wasCold = cold
      let tokenizeMs = 0
      let runMs = 0
      return {
        async encode(text) {
          await pause()
          const encodingAt = context.now()
          const encoded = encodeText(text, tokenizer, { mostTokens, vocabularySize })
          tokenizeMs += context.now() - encodingAt
          return encoded
        },
        async run({ ids }) {
          await pause()
          const feeds = inputs.feeds(ids, tokenizer.padId ?? 0)
          const runningAt = context.now()
          const outputs = await session
            .run(feeds, [outputName])
            .catch((thrown: unknown) => nameUnknownToken(thrown, ids, tokenizer))
          runMs += context.now() - runningAt
          cold = false
          return outputs[outputName]
        },
        timing: () => ({
          tokenizeMs,
          runMs,
          totalMs: context.now() - startedAt,
          cold: wasCold,
        }),
      }
    },
  }
}
