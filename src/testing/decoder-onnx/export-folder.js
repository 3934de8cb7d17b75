// @ts-check
import { beginToken, byteTokenizer, endToken, smallestVocabulary } from './byte-tokenizer.js'
import { floatType } from './options.js'
import { writeDecoder } from './write-decoder.js'

/** @typedef {import('./options.js').DecoderOptions} DecoderOptions */
/** @typedef {import('./options.js').FullShape} FullShape */

/**
 * @typedef {object} Beside What lies beside the graph.
 * @property {'hugging-face' | 'genai'} [layout]
 * @property {number} [tokens] Of the tokenizer; absent: it has one for each byte, whatever the model knows.
 * @property {string} [chatTemplate]
 * @property {boolean} [externalData]
 */

const ends = { bos_token_id: 0, eos_token_id: 1 }

/**
 * A whole export with a decoder in it.
 * @param {DecoderOptions & Beside} [options]
 * @returns {Record<string, Uint8Array<ArrayBuffer> | string>} Files by their paths in the folder.
 * @throws {RangeError} When options do not go together.
 */
export function decoderExport({ layout, tokens, chatTemplate, externalData, ...options } = {}) {
  const isGenai = layout === 'genai'
  const dataName = isGenai ? 'model.onnx.data' : 'model.onnx_data'
  const { onnx, data, shape } = writeDecoder({
    vocabulary: smallestVocabulary,
    ...(externalData === true && { dataName }),
    ...options,
  })
  const folder = isGenai ? '' : 'onnx/'
  const configs = isGenai
    ? { 'genai_config.json': genaiConfig(shape) }
    : {
        'config.json': huggingFaceConfig(shape),
        'generation_config.json': { ...ends, do_sample: false },
      }
  const tokenizerConfig = {
    tokenizer_class: 'PreTrainedTokenizerFast',
    bos_token: beginToken,
    eos_token: endToken,
    ...(chatTemplate !== undefined && { chat_template: chatTemplate }),
  }
  const texts = {
    ...configs,
    'tokenizer.json': byteTokenizer(tokens),
    'tokenizer_config.json': tokenizerConfig,
  }
  return {
    ...Object.fromEntries(
      Object.entries(texts).map(([path, value]) => [path, JSON.stringify(value, null, 2)]),
    ),
    [`${folder}model.onnx`]: onnx,
    ...(data && { [`${folder}${shape.dataName ?? dataName}`]: data }),
  }
}

/** @param {FullShape} shape */
function huggingFaceConfig(shape) {
  return {
    architectures: ['LlamaForCausalLM'],
    model_type: 'llama',
    hidden_size: shape.width,
    intermediate_size: shape.feedForward,
    num_hidden_layers: shape.layers,
    num_attention_heads: shape.heads,
    num_key_value_heads: shape.kvHeads,
    head_dim: shape.headDim,
    vocab_size: shape.vocabulary,
    max_position_embeddings: shape.context,
    ...ends,
    'transformers.js_config': {
      use_external_data_format: shape.dataName !== undefined,
      kv_cache_dtype: floatType(shape),
    },
  }
}

/** @param {FullShape} shape */
function genaiConfig(shape) {
  const { names, cache, mask, positions } = shape
  const inputs = {
    input_ids: names.inputIds,
    ...(mask && { attention_mask: names.attentionMask }),
    ...(positions && { position_ids: names.positionIds }),
    ...(cache === 'apart' && { past_key_names: names.pastKey, past_value_names: names.pastValue }),
    ...(cache === 'merged' && { past_names: names.past }),
  }
  const outputs = {
    logits: names.logits,
    ...(cache === 'apart' && {
      present_key_names: names.presentKey,
      present_value_names: names.presentValue,
    }),
    ...(cache === 'merged' && { present_names: names.present }),
  }
  return {
    model: {
      type: 'llama',
      ...ends,
      pad_token_id: ends.eos_token_id,
      context_length: shape.context,
      vocab_size: shape.vocabulary,
      decoder: {
        filename: 'model.onnx',
        head_size: shape.headDim,
        hidden_size: shape.width,
        num_attention_heads: shape.heads,
        num_hidden_layers: shape.layers,
        num_key_value_heads: shape.kvHeads,
        inputs,
        outputs,
      },
    },
    search: { do_sample: false, max_length: shape.context },
  }
}
