import { VitrineError } from '../protocol/errors.ts'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import type { ChatMessage, TextGenerationInput } from '../protocol/tasks.ts'
import type { ChatTemplate, Decoder, Tokenizer } from './ports.ts'

/** In UTF-16 units. More than any model here can read, and little enough for the slowest tokenizer. */
export const longestPrompt = 32_000

export interface EncodedPrompt {
  /** What the decoder is to continue: at least one token, and fewer than its context has places. */
  readonly ids: readonly number[]
  /** What an encoder is to read first. */
  readonly source?: readonly number[]
  /** Tokens whose text stands directly before the new one. */
  readonly before: readonly number[]
  /** How many the prompt has. */
  readonly tokens: number
  /** A cache that begins alike may be used: this text goes on from an earlier one. */
  readonly mayReuse: boolean
}

interface Tools {
  readonly tokenizer: Tokenizer
  readonly chatTemplate?: ChatTemplate | undefined
  readonly decoder: Pick<Decoder, 'vocabularySize'>
}

/**
 * Throws `prompt-too-long`, `context-full`, and `export-unsupported` for an empty prompt when the export names no
 * token to begin a text with, for a token that the model does not have, for a conversation without a template.
 */
export function encodePrompt(
  { prompt, continued = [] }: Pick<TextGenerationInput, 'prompt' | 'continued'>,
  manifest: TextGenerationManifest,
  { tokenizer, chatTemplate, decoder }: Tools,
): EncodedPrompt {
  const isText = typeof prompt === 'string'
  const text = isText ? prompt : conversationText(prompt, chatTemplate)
  if (text.length > longestPrompt) {
    const facts = { length: text.length, limit: longestPrompt }
    throw new VitrineError('prompt-too-long', facts)
  }
  const encoded = tokenizer.encode(text, { special: isText })
  checkKnown([...encoded, ...continued], decoder.vocabularySize, tokenizer)

  if (encoded.length === 0) encoded.push(beginningOf(manifest))
  const { encoder, contextLength } = manifest
  if (encoder !== undefined) {
    // The encoder writes nothing: its source may take all the places.
    checkLength(encoded.length, contextLength)
    const { startTokenId, forcedTokenId } = encoder
    const forced = forcedTokenId === undefined ? [] : [forcedTokenId]
    const ids = [startTokenId, ...forced, ...continued]
    checkLength(ids.length, contextLength, contextLength - 1)
    return { ids, source: encoded, before: continued, tokens: encoded.length, mayReuse: false }
  }
  const ids = [...encoded, ...continued]
  checkLength(ids.length, contextLength, contextLength - 1)
  const mayReuse = !isText || continued.length > 0
  return { ids, before: ids, tokens: ids.length, mayReuse }
}

function checkLength(promptTokens: number, contextLength: number, places = contextLength) {
  if (promptTokens <= places) return
  throw new VitrineError('context-full', { promptTokens, contextLength })
}

function conversationText(
  messages: readonly ChatMessage[],
  chatTemplate: ChatTemplate | undefined,
): string {
  if (chatTemplate !== undefined) return chatTemplate.render(messages)
  throw new VitrineError('export-unsupported', {
    problem: 'The export does not say how a conversation is written down for its model',
    remedy: 'Give it a text to continue.',
  })
}

/**
 * A tokenizer may have more entries than the model it lies beside. On the CPU such a token fails in the middle of the
 * graph, on a GPU it is taken for another without a word.
 * @throws VitrineError `export-unsupported` that names the first token which the model does not have
 */
export function checkKnown(
  ids: readonly number[],
  vocabularySize: number | undefined,
  tokenizer: Tokenizer,
): void {
  if (vocabularySize === undefined) return
  const beyond = ids.find((id) => id >= vocabularySize)
  if (beyond === undefined) return
  const [token, limit] = [beyond, vocabularySize].map((value) => value.toLocaleString('en-US'))
  throw new VitrineError('export-unsupported', {
    problem: `The tokenizer makes “${tokenizer.spelling(beyond).slice(0, 24)}” token ${token}, but this model has only ${limit} tokens`,
    remedy: 'Try another prompt, or export the model with the tokenizer that it was trained with.',
  })
}

function beginningOf({ bosTokenId }: TextGenerationManifest): number {
  if (bosTokenId !== undefined) return bosTokenId
  throw new VitrineError('export-unsupported', {
    problem: 'The prompt is empty, and this export names no token to begin a text with',
    remedy: 'Type a prompt and generate again.',
  })
}
