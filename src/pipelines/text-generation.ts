import { createDetokenizer } from '../core/decoding/detokenize.ts'
import { rankLogits } from '../core/decoding/logits.ts'
import { createSampler } from '../core/decoding/sampling.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type {
  FinishReason,
  GenerationStep,
  TextGeneration,
  TextGenerationInput,
} from '../protocol/tasks.ts'
import { createGreedyBlock } from './greedy-block.ts'
import { createPause } from './pause.ts'
import type { ChatTemplate, Decoder, NextLogits, Pipeline, Ranking, Tokenizer } from './ports.ts'
import { prefill } from './prefill.ts'
import { candidatesFor } from './text-candidates.ts'
import { startClock } from './text-clock.ts'
import { encodePrompt } from './text-prompt.ts'
import { checkSettings } from './text-settings.ts'
import { trafficNow, trafficSince } from './text-traffic.ts'
import { createTokenCache } from './token-cache.ts'

interface Parts {
  readonly decoder: Decoder
  readonly tokenizer: Tokenizer
  /** For a model that talks. */
  readonly chatTemplate?: ChatTemplate | undefined
}

/**
 * Continues a prompt token by token: prefill, then pick → report → append, until a stop token, the number of new
 * tokens or the end of the context. Where the decoder can take the most probable tokens by itself, it does so in
 * blocks.
 *
 * The text is all the reported pieces together; a character that is incomplete at the end is left out of it. The
 * result's candidates are those for the token after the last one, or those among which a stop token was picked.
 *
 * Throws `setting-out-of-range`, `prompt-too-long`, `context-full`, `export-unsupported`, `output-not-finite`,
 * `aborted`, and whatever the decoder throws.
 */
export function createTextGeneration(
  manifest: TextGenerationManifest,
  { decoder, tokenizer, chatTemplate }: Parts,
): Pipeline<TextGenerationInput, GenerationStep, TextGeneration> {
  const stopTokenIds = new Set(manifest.stopTokenIds)
  const cache = createTokenCache(decoder)

  return {
    async run(input, context) {
      const { settings, scorePrompt = false, logits: wantsLogits = false } = input
      const clock = startClock(context)
      checkSettings(settings, manifest.contextLength, scorePrompt || wantsLogits ? 0 : 1)
      const prompt = encodePrompt(input, manifest, { tokenizer, chatTemplate, decoder })
      const room = manifest.contextLength - prompt.ids.length
      const mostNewTokens = Math.min(settings.maxNewTokens, room)

      const sampler = createSampler(settings)
      const detokenizer = createDetokenizer((some) => tokenizer.decode(some), prompt.before)
      const present = new Set(prompt.ids)
      const pause = createPause(context)
      const block = createGreedyBlock(context.now)
      const ids: number[] = []
      const tokens: string[] = []
      let text = ''

      const trafficAtStart = trafficNow(decoder.traffic)
      const filled = await prefill(prompt, { decoder, cache, tokenizer, pause, scorePrompt })
      clock.prefilled()
      const trafficPrefilled = trafficNow(decoder.traffic)

      function take(id: number, prob: number, ranking: Ranking): void {
        const index = ids.length
        const candidates = candidatesFor(ranking, tokenizer, detokenizer)
        const token = tokenizer.spelling(id)
        const piece = detokenizer.push(id)
        ids.push(id)
        tokens.push(token)
        text += piece
        present.add(id)
        const tokensPerSecond = clock.ticked()
        context.report({
          index,
          text: piece,
          id,
          token,
          prob,
          candidates,
          tokensPerSecond,
          ...(index === 0 && { prompt: { tokens: prompt.tokens, reused: filled.reused } }),
        })
      }

      async function finish(
        finishReason: FinishReason,
        ranking: Ranking,
        last?: NextLogits,
      ): Promise<TextGeneration> {
        // Copied: the decoder's own are valid until its next call.
        const logits = wantsLogits ? (await last?.values())?.slice() : undefined
        return {
          text,
          tokens,
          ids,
          finishReason,
          contextFull: finishReason === 'length' && ids.length < settings.maxNewTokens,
          candidates: candidatesFor(ranking, tokenizer, detokenizer),
          promptTokens: prompt.tokens,
          reusedTokens: filled.reused,
          ...(filled.scores && { promptScores: filled.scores }),
          ...(logits && { logits }),
          timing: clock.timing(),
          traffic: {
            prefill: trafficSince(trafficAtStart, trafficPrefilled),
            decode: trafficSince(trafficPrefilled, decoder.traffic),
          },
        }
      }

      async function pick(next: NextLogits) {
        const logits = await next.values()
        const ranked = rankLogits(logits)
        if (ranked === undefined) throw new VitrineError('output-not-finite')
        const id = sampler.pick(logits, present)
        return { id, prob: Math.exp(logits[id]! - ranked.logSum), ranking: ranked.best }
      }

      const isGreedy = settings.temperature === 0 && settings.repetitionPenalty === 1
      // In the middle of a block nobody has the logits.
      const inBlocks = isGreedy && !wantsLogits && decoder.appendGreedily !== undefined
      let { next } = filled
      for (;;) {
        if (ids.length === mostNewTokens) return finish('length', await next.best(), next)
        if (inBlocks) {
          await pause()
          const count = block.begin(mostNewTokens - ids.length)
          const before = prompt.ids.length + ids.length
          const { taken, next: after } = await cache.appendGreedily(count)
          block.end(count)
          for (const [place, ranking] of taken.entries()) {
            const { id, prob } = ranking[0]!
            if (stopTokenIds.has(id)) {
              await cache.cutTo(before + place)
              return finish('stop', ranking)
            }
            take(id, prob, ranking)
          }
          next = after
        } else {
          const { id, prob, ranking } = await pick(next)
          if (stopTokenIds.has(id)) return finish('stop', ranking, next)
          take(id, prob, ranking)
          // The logits are used up here: whatever comes in during the pause may overwrite them.
          await pause()
          next = await cache.append([id])
        }
      }
    },
  }
}
