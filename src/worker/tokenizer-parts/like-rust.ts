import {
  BertNormalizer,
  ByteFallbackDecoder,
  ByteLevelPreTokenizer,
  LowercaseNormalizer,
  PrecompiledNormalizer,
  SequenceDecoder,
  SequenceNormalizer,
  SequencePreTokenizer,
  Unigram,
  WhitespacePreTokenizer,
  WhitespaceSplitPreTokenizer,
  type Tokenizer,
} from '@huggingface/tokenizers'
import { bertText } from './bert-text.ts'
import { createCharsmap } from './charsmap.ts'
import { lowerCase } from './lower-case.ts'
import { createUnigramSearch } from './unigram.ts'

/**
 * Replaces the parts of a tokenizer that differ from Hugging Face's library in Rust, with which models are trained:
 * `golden/` holds both to the same answers. The library is pinned, for this reaches into it.
 */
export function makeLikeRust({ normalizer, pre_tokenizer, model, decoder }: Tokenizer): void {
  for (const part of [normalizer, pre_tokenizer, decoder]) if (part !== null) mend(part)
  if (model instanceof Unigram) {
    model.encode = createUnigramSearch(model)
    // It is done already, and not across words.
    model.fuse_unk = false
  }
}

function mend(part: object | null): void {
  if (part instanceof SequenceNormalizer) part.normalizers.forEach(mend)
  else if (part instanceof SequencePreTokenizer) part.tokenizers.forEach(mend)
  else if (part instanceof SequenceDecoder) part.decoders.forEach(mend)
  else if (part instanceof BertNormalizer) {
    part.normalize = (text) => bertText(text, part.config)
  } else if (part instanceof PrecompiledNormalizer) {
    // Absent, it changes nothing.
    const charsmap: unknown = part.charsmap
    if (typeof charsmap === 'string') part.normalize = createCharsmap(charsmap)
  } else if (part instanceof LowercaseNormalizer) part.normalize = lowerCase
  else if (part instanceof ByteLevelPreTokenizer) part.pattern = gpt2Words
  else if (part instanceof WhitespacePreTokenizer) {
    part.pre_tokenize_text = (text) => text.match(wordsAndSigns) ?? []
  } else if (part instanceof WhitespaceSplitPreTokenizer) {
    part.pre_tokenize_text = (text) => text.match(notBlank) ?? []
  } else if (part instanceof ByteFallbackDecoder) {
    // Else the first U+FEFF of a text is taken for a mark of its encoding.
    part.text_decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  }
}

// JavaScript's `\s` has U+FEFF and lacks U+0085, and its `\w` is English.
const gpt2Words =
  /'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\p{White_Space}\p{L}\p{N}]+|\p{White_Space}+(?!\P{White_Space})|\p{White_Space}+/gu
const wordsAndSigns =
  /[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}]+|[^\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}\p{White_Space}]+/gu
const notBlank = /\P{White_Space}+/gu
