import type { ChatTemplate, Tokenizer } from '../pipelines/ports.ts'
import type { Deaf } from './serve.ts'

/** What is asked of the shortest text; a pattern that goes astray mostly does so within some dozen characters. */
const leastMs = 2000
/**
 * Honest tokenizers take 10 to 60 µs a character on a desktop, and a slow telephone is ten times slower. The longest
 * prompt has 18 s.
 */
const msPerCharacter = 0.5
/** A megabyte of `tokenizer.json` takes half a second to a second there. */
const msPerByte = 0.01
/** A template is stopped after 2 s where it can be (`jinja.ts`), three times at most. */
const templateMs = 8000

interface File {
  /** The parsed `tokenizer.json`. */
  readonly json: unknown
  readonly sizeBytes: number
}

/** Makes a tokenizer, and tells the page of each use of it how long that may take. */
export function guardTokenizer(make: () => Tokenizer, file: File, deaf: Deaf): Tokenizer {
  const tokenizer = deaf('make-tokenizer', leastMs + msPerByte * file.sizeBytes, make)
  return {
    ...tokenizer,
    encode(text, options) {
      const budgetMs = leastMs + msPerCharacter * text.length
      return deaf('encode', budgetMs, () => tokenizer.encode(text, options))
    },
    // Several times for each token: only where it has a pattern to match.
    decode: hasPattern(file.json)
      ? (ids) => deaf('decode', leastMs, () => tokenizer.decode(ids))
      : tokenizer.decode,
  }
}

function hasPattern(json: unknown): boolean {
  const decoder = typeof json === 'object' && json !== null && 'decoder' in json && json.decoder
  return JSON.stringify(decoder).includes('"Regex"')
}

export function guardTemplate({ render }: ChatTemplate, deaf: Deaf): ChatTemplate {
  return { render: (messages) => deaf('chat-template', templateMs, () => render(messages)) }
}
