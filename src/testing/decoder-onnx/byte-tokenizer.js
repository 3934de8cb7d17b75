// @ts-check

export const beginToken = '<|begin|>'
export const endToken = '<|end|>'
const specialTokens = [beginToken, endToken]

/** Tokens that a tokenizer of bytes has at least. */
export const smallestVocabulary = specialTokens.length + 256

/**
 * A `tokenizer.json` with a token for each byte, so that it writes down any text; "begin" is 0, "end" 1, the byte b
 * is b + 2. What it has more are words that no text comes to.
 * @param {number} [size]
 * @throws {RangeError} When there are more bytes than tokens.
 */
export function byteTokenizer(size = smallestVocabulary) {
  if (size < smallestVocabulary) throw new RangeError(`${size} tokens are too few`)
  const words = Array.from({ length: size - smallestVocabulary }, (_, place) => `<|${place}|>`)
  const tokens = [...specialTokens, ...byteCharacters(), ...words]
  return {
    version: '1.0',
    truncation: null,
    padding: null,
    added_tokens: specialTokens.map((content, id) => ({
      id,
      content,
      single_word: false,
      lstrip: false,
      rstrip: false,
      normalized: false,
      special: true,
    })),
    normalizer: null,
    pre_tokenizer: {
      type: 'ByteLevel',
      add_prefix_space: false,
      trim_offsets: true,
      use_regex: true,
    },
    post_processor: null,
    decoder: { type: 'ByteLevel', add_prefix_space: true, trim_offsets: true, use_regex: true },
    model: {
      type: 'BPE',
      dropout: null,
      unk_token: null,
      continuing_subword_prefix: null,
      end_of_word_suffix: null,
      fuse_unk: false,
      byte_fallback: false,
      vocab: Object.fromEntries(tokens.map((token, id) => [token, id])),
      merges: [],
    },
  }
}

/** GPT-2's alphabet: bytes that can be seen stand for themselves, the others begin at U+0100. */
function byteCharacters() {
  let next = 256
  return Array.from({ length: 256 }, (_, byte) => {
    const isSeen = (byte >= 0x21 && byte <= 0x7e) || (byte >= 0xa1 && byte <= 0xac) || byte >= 0xae
    return String.fromCodePoint(isSeen ? byte : next++)
  })
}
