import { encoderOnnx, mergedDecoderOnnx } from './encoder-decoder.ts'
import { vocabulary } from './layers.ts'

export const [startToken, endToken] = [0, 1]

const specials = ['<pad>', '</s>', '<unk>']
const words = Array.from({ length: vocabulary - specials.length }, (_, place) =>
  String.fromCharCode('a'.charCodeAt(0) + place),
)

/**
 * `tokenizer.json`, as T5 has it: each word begins with "▁", and a text ends with its end token. Token 3 is "▁a", 4 is
 * "▁b" and so on.
 */
const tokenizer = {
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: specials.map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: null,
  pre_tokenizer: { type: 'Metaspace', replacement: '▁', add_prefix_space: true },
  post_processor: {
    type: 'TemplateProcessing',
    single: [{ Sequence: { id: 'A', type_id: 0 } }, { SpecialToken: { id: '</s>', type_id: 0 } }],
    pair: [],
    special_tokens: { '</s>': { id: '</s>', ids: [endToken], tokens: ['</s>'] } },
  },
  decoder: { type: 'Metaspace', replacement: '▁', add_prefix_space: true },
  model: {
    type: 'Unigram',
    unk_id: 2,
    vocab: [...specials.map((token) => [token, 0]), ...words.map((word) => [`▁${word}`, -1])],
  },
}

const config = {
  model_type: 't5',
  architectures: ['T5ForConditionalGeneration'],
  is_encoder_decoder: true,
  decoder_start_token_id: startToken,
  // Marian says so of its padding.
  bad_words_ids: [[startToken]],
  pad_token_id: startToken,
  eos_token_id: endToken,
  vocab_size: vocabulary,
  n_positions: 24,
}

const jsonBytes = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** The files of a small encoder–decoder with 24 tokens, by their paths. */
export function encoderDecoderExport(): Record<string, Uint8Array<ArrayBuffer>> {
  return {
    'onnx/encoder_model.onnx': encoderOnnx(),
    'onnx/decoder_model_merged.onnx': mergedDecoderOnnx(),
    'tokenizer.json': jsonBytes(tokenizer),
    'config.json': jsonBytes(config),
  }
}
