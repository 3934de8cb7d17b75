// @ts-check

/** @typedef {import('../../protocol/manifest.ts').DecoderNames} DecoderNames */

/**
 * What a decoder shall be like. Everything may be left out: see `defaults`.
 * @typedef {object} Shape
 * @property {number} seed
 * @property {number} layers
 * @property {number} width Of the hidden state.
 * @property {number} heads
 * @property {number} kvHeads `heads`: MHA, 1: MQA, between: GQA.
 * @property {number} headDim
 * @property {number} feedForward
 * @property {number} vocabulary
 * @property {number} context
 * @property {'gqa' | 'plain'} attention One operator, as the model builder of ONNX Runtime GenAI writes it, or
 * products, a softmax and concatenations, as Optimum writes it.
 * @property {boolean} mask
 * @property {boolean} positions
 * @property {boolean} lengths `seqlens_k` and `total_sequence_length` in place of the mask.
 * @property {boolean} cacheBranch `use_cache_branch`, with a graph for each answer.
 * @property {boolean} logitsToKeep `num_logits_to_keep`
 * @property {'int64' | 'int32'} idType Of ids, mask and positions.
 * @property {'apart' | 'merged' | 'none'} cache Keys and values in tensors of their own, or in one.
 * @property {number | undefined} fixedLength Tokens that a graph without a cache takes, padded.
 * @property {'all' | 'last'} logits Positions that have them.
 * @property {Weights} weights
 * @property {Partial<DecoderNames>} names
 * @property {number | undefined} nanToken A token whose embedding is not a number, and from there on nothing is.
 * @property {string | undefined} dataName Weights go beside the graph, in a file of this name.
 * @property {number | string} batch
 * @property {number | string} pastLength The size that the graph declares for the past.
 * @property {readonly string[]} leaveOut Outputs that are missing.
 * @property {string | undefined} strayInput The name of an input that no decoder has.
 * @property {boolean} integerLogits
 */

/**
 * `int8-dynamic`: DynamicQuantizeLinear and MatMulInteger, as `quantize_dynamic` writes them. `int8-fused`:
 * DynamicQuantizeMatMul. `int8-stored`: DequantizeLinear in front of ordinary products. `int4`: MatMulNBits in blocks
 * of 32. `fp16` and `int4-fp16` have caches and logits of 16 bits too.
 * @typedef {'fp32' | 'fp16' | 'int8-dynamic' | 'int8-fused' | 'int8-stored' | 'int4' | 'int4-fp16'} Weights
 */

/** @typedef {Partial<Shape>} DecoderOptions */

/** @type {DecoderNames} */
const huggingFaceNames = {
  inputIds: 'input_ids',
  attentionMask: 'attention_mask',
  positionIds: 'position_ids',
  logits: 'logits',
  past: 'past_%d',
  present: 'present_%d',
  pastKey: 'past_key_values.%d.key',
  pastValue: 'past_key_values.%d.value',
  presentKey: 'present.%d.key',
  presentValue: 'present.%d.value',
  sequenceLengths: 'seqlens_k',
  totalLength: 'total_sequence_length',
}

/** @type {Omit<Shape, 'mask' | 'feedForward' | 'headDim' | 'context'>} */
const defaults = {
  seed: 1,
  layers: 2,
  width: 64,
  heads: 4,
  kvHeads: 2,
  vocabulary: 96,
  attention: 'gqa',
  positions: false,
  lengths: false,
  cacheBranch: false,
  logitsToKeep: false,
  idType: 'int64',
  cache: 'apart',
  fixedLength: undefined,
  logits: 'all',
  weights: 'fp32',
  names: {},
  nanToken: undefined,
  dataName: undefined,
  batch: 'batch',
  pastLength: 'past',
  leaveOut: [],
  strayInput: undefined,
  integerLogits: false,
}

/**
 * @param {DecoderOptions} options
 * @returns {Shape & { readonly names: Required<DecoderNames> }}
 * @throws {RangeError} When they do not go together.
 */
export function fullShape(options) {
  const most = { ...defaults, ...options }
  const { width, heads, fixedLength, cache, attention, lengths } = most
  const shape = {
    mask: !lengths,
    headDim: width / heads,
    feedForward: 2 * width,
    context: fixedLength ?? 128,
    ...most,
    names: /** @type {Required<DecoderNames>} */ ({ ...huggingFaceNames, ...most.names }),
  }
  /** @type {[boolean, string][]} */
  const mistakes = [
    [shape.heads % shape.kvHeads !== 0, 'heads are shared evenly among those of the cache'],
    // onnxruntime-web 1.30: "head_size shall be a multiple of 16"
    [
      attention === 'gqa' && !shape.positions && shape.headDim % 16 !== 0,
      'the operator turns heads whose width is a multiple of 16',
    ],
    [shape.headDim % 2 !== 0, 'heads are turned by halves'],
    [lengths && attention === 'plain', 'only the operator takes lengths'],
    [lengths && shape.mask, 'lengths stand in place of a mask'],
    [shape.cacheBranch && cache === 'none', 'a branch for the cache needs a cache'],
    [shape.logits === 'last' && shape.logitsToKeep, 'the last logits or a number of them'],
  ]
  const mistake = mistakes.find(([isMade]) => isMade)
  if (mistake !== undefined) throw new RangeError(mistake[1])
  return shape
}

/** @typedef {ReturnType<typeof fullShape>} FullShape */

/**
 * @param {Pick<Shape, 'weights'>} shape
 * @returns {'float32' | 'float16'} The type of hidden states, caches and logits.
 */
export function floatType({ weights }) {
  return weights === 'fp16' || weights === 'int4-fp16' ? 'float16' : 'float32'
}
