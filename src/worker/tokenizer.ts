import { Tokenizer as Library } from '@huggingface/tokenizers'
import type { Tokenizer } from '../pipelines/ports.ts'
import { VitrineError } from '../protocol/errors.ts'
import { makeLikeRust } from './tokenizer-parts/like-rust.ts'

/**
 * A tokenizer from the parsed `tokenizer.json` and, when the export has one, `tokenizer_config.json`.
 *
 * Throws `export-invalid` when the file needs what the library lacks. The library compiles the file's own
 * regular expressions, and an evil one can take forever to match: whoever calls this must be able to end the worker.
 */
export function createTokenizer(tokenizerJson: unknown, configJson: unknown): Tokenizer {
  const config = isRecord(configJson) ? configJson : {}
  const library = load(tokenizerJson, config)
  const bosId = bosToPrepend(library, config)
  const padId = padOf(library, tokenizerJson, config)

  return {
    encode(text, { special = true } = {}) {
      // A character that is not in the vocabulary, in a tokenizer without an unknown token, has no id.
      const whole = text.replace(loneSurrogate, '\uFFFD')
      const { ids: all } = library.encode(whole, { add_special_tokens: special })
      const ids = all.filter((id) => Number.isInteger(id))
      if (!special) return ids
      return bosId === undefined || ids[0] === bosId ? ids : [bosId, ...ids]
    },
    decode(ids) {
      // Like the Rust library; this one would stumble over an id that the model has and the vocabulary lacks.
      const known = ids.filter((id) => library.id_to_token(id) !== undefined)
      if (known.length === 0) return ''
      // Cleaning up rewrites " ." to "." after the fact: text that was already shown would have to change.
      return library.decode(known, {
        skip_special_tokens: true,
        clean_up_tokenization_spaces: false,
      })
    },
    spelling: (id) => library.id_to_token(id) ?? `[${id}]`,
    ...(padId !== undefined && { padId }),
  }
}

/** Half of a character, as text has it where it was cut: UTF-8 cannot write it. */
const loneSurrogate = /\p{Surrogate}/gu

function load(tokenizerJson: unknown, config: Record<string, unknown>): Library {
  try {
    if (!isRecord(tokenizerJson)) throw new TypeError('not an object')
    const library = new Library(tokenizerJson, config)
    makeLikeRust(library)
    return library
  } catch (cause) {
    const facts = { file: 'tokenizer.json', problem: 'this tokenizer cannot be read' }
    throw new VitrineError('export-invalid', facts, { cause })
  }
}

/**
 * `add_bos_token` is what transformers' Llama tokenizers go by: they rebuild the post-processor from it, so that
 * an export (Phi-3's is one) may ask for a token that its `tokenizer.json` does not add.
 */
function bosToPrepend(library: Library, config: Record<string, unknown>): number | undefined {
  if (config['add_bos_token'] !== true) return undefined
  return idOf(library, config['bos_token'])
}

/** Named by transformers' file, else by the tokenizer's own `padding`, else what most vocabularies call it. */
function padOf(
  library: Library,
  tokenizerJson: unknown,
  config: Record<string, unknown>,
): number | undefined {
  const padding = isRecord(tokenizerJson) ? tokenizerJson['padding'] : undefined
  const own = isRecord(padding) ? padding['pad_token'] : undefined
  for (const token of [config['pad_token'], own, '[PAD]', '<pad>']) {
    const id = idOf(library, token)
    if (id !== undefined) return id
  }
  return undefined
}

/** @param token its spelling, or an object that holds it, as transformers writes both */
function idOf(library: Library, token: unknown): number | undefined {
  const content = isRecord(token) ? token['content'] : token
  return typeof content === 'string' ? library.token_to_id(content) : undefined
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
