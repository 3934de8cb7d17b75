import { createDetokenizer } from '../core/detokenize.ts'
import { createSampler } from '../core/sampling.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { GenerationStep, TextGeneration, TextGenerationInput } from '../protocol/tasks.ts'
import { createPause } from './pause.ts'
import type { Decoder, Pipeline, Tokenizer } from './ports.ts'
import { candidatesFor } from './text-candidates.ts'
import { startClock } from './text-clock.ts'
import { checkKnown, encodePrompt } from './text-prompt.ts'
import { checkSettings } from './text-settings.ts'

/**
 * Continues a prompt token by token: prefill, then candidates → pick → report → append, until a stop token, the
 * number of new tokens or the end of the context.
 *
 * The text is all the reported pieces together; a character that is incomplete at the end is left out of it. The
 * result's candidates are those for the token after the last one, or those among which a stop token was picked.
 *
 * Throws `setting-out-of-range`, `prompt-too-long`, `context-full`, `export-unsupported`, `output-not-finite`,
 * `aborted`, and whatever the decoder throws.
 */
export function createTextGeneration(
  manifest: TextGenerationManifest,
  { decoder, tokenizer }: { decoder: Decoder; tokenizer: Tokenizer },
): Pipeline<TextGenerationInput, GenerationStep, TextGeneration> {
  const stopTokenIds = new Set(manifest.stopTokenIds)

  return {
    async run({ prompt, settings }, context) {
      const clock = startClock(context)
      checkSettings(settings, manifest.contextLength)
      const promptIds = encodePrompt(prompt, manifest, tokenizer)
      checkKnown(promptIds, decoder.vocabularySize, tokenizer)
      const room = manifest.contextLength - promptIds.length
      const mostNewTokens = Math.min(settings.maxNewTokens, room)

      const sampler = createSampler(settings)
      const detokenizer = createDetokenizer((some) => tokenizer.decode(some), promptIds)
      const present = new Set(promptIds)
      const pause = createPause(context)
      const ids: number[] = []
      const tokens: string[] = []
      let text = ''

      decoder.reset()
      await pause()
      let logits = await decoder.append(promptIds)
      clock.prefilled()

      for (;;) {
        const candidates = candidatesFor(logits, tokenizer, detokenizer)
        const isFull = ids.length === mostNewTokens
        const id = isFull ? undefined : sampler.pick(logits, present)
        if (id === undefined || stopTokenIds.has(id)) {
          return {
            text,
            tokens,
            ids,
            finishReason: isFull ? 'length' : 'stop',
            contextFull: isFull && ids.length < settings.maxNewTokens,
            candidates,
            promptTokens: promptIds.length,
            timing: clock.timing(),
          }
        }

        const index = ids.length
        const token = tokenizer.spelling(id)
        const piece = detokenizer.push(id)
        ids.push(id)
        tokens.push(token)
        text += piece
        present.add(id)
        const tokensPerSecond = clock.ticked()
        context.report({ index, text: piece, id, token, candidates, tokensPerSecond })

        // The logits are used up here: whatever comes in during the pause may overwrite them.
        await pause()
        logits = await decoder.append([id])
      }
    },
  }
}
