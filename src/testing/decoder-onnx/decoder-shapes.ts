import type { CachePlace } from '../../protocol/runtime.ts'
import type { DecoderOptions } from './options.js'

export interface DecoderShape {
  readonly title: string
  readonly options: DecoderOptions
  /** Where openDecoder keeps its cache on WASM. */
  readonly cache: CachePlace
}

/** Names that no exporter gives. */
export const ownNames = {
  inputIds: 'tokens',
  attentionMask: 'which',
  positionIds: 'where',
  logits: 'scores',
  pastKey: 'in.%d.k',
  pastValue: 'in.%d.v',
  presentKey: 'out.%d.k',
  presentValue: 'out.%d.v',
}

const shared = (title: string, options: DecoderOptions): DecoderShape => ({
  title,
  options: { attention: 'gqa', ...options },
  cache: 'shared',
})

const fedBack = (title: string, options: DecoderOptions): DecoderShape => ({
  title,
  options,
  cache: 'fed-back',
})

const none = (title: string, options: DecoderOptions): DecoderShape => ({
  title,
  options: { ...options, cache: 'none' },
  cache: 'none',
})

/** Every shape that is said to run here, in the ways in which exporters write it and in some that meet in none. */
export const decoderShapes: readonly DecoderShape[] = [
  shared('GQA', {}),
  shared('MHA', { kvHeads: 4 }),
  shared('MQA', { kvHeads: 1 }),
  shared('heads that are wider together than the model', { headDim: 32 }),
  shared('heads of eight', { headDim: 8, positions: true }),
  shared('a single layer', { layers: 1 }),
  shared('positions', { positions: true }),
  shared('lengths in place of a mask', { lengths: true }),
  shared('lengths and positions', { lengths: true, positions: true }),
  shared('a number of logits to keep', { logitsToKeep: true }),
  shared('logits of the last position alone', { logits: 'last' }),
  shared('32-bit ids', { idType: 'int32' }),
  shared('32-bit ids and positions', { idType: 'int32', positions: true }),
  shared('names of its own', { names: ownNames, positions: true }),
  shared('positions and a number of logits to keep', { positions: true, logitsToKeep: true }),
  shared('float16', { weights: 'fp16' }),
  shared('int8, quantised as it runs', { weights: 'int8-dynamic' }),
  shared('int8, in one operator', { weights: 'int8-fused' }),
  shared('int8, unpacked as it runs', { weights: 'int8-stored' }),
  shared('int4', { weights: 'int4' }),
  shared('int4 and blocks that are not full', { weights: 'int4', feedForward: 48 }),
  shared('int4 and float16', { weights: 'int4-fp16' }),

  // The operator counts the past by its buffer, which is longer than what is in it.
  fedBack('GQA that has no mask', { mask: false }),
  // The branch that looks at no past gives keys and values of the prompt's own length.
  fedBack('GQA with a branch for the cache', { cacheBranch: true }),
  fedBack('GQA with all inputs that there are', {
    positions: true,
    cacheBranch: true,
    logitsToKeep: true,
  }),
  fedBack('GQA with keys and values in one', { cache: 'merged' }),

  ...(['MHA', 'GQA', 'MQA'] as const).map((title, place) =>
    fedBack(`${title} of plain operators`, { attention: 'plain', kvHeads: [4, 2, 1][place]! }),
  ),
  fedBack('plain operators with positions', { attention: 'plain', positions: true }),
  fedBack('plain operators without a mask', { attention: 'plain', mask: false }),
  fedBack('plain operators with positions and no mask', {
    attention: 'plain',
    mask: false,
    positions: true,
  }),
  fedBack('plain operators with a branch for the cache', { attention: 'plain', cacheBranch: true }),
  fedBack('plain operators that keep some logits', { attention: 'plain', logitsToKeep: true }),
  fedBack('plain operators with the last logits', { attention: 'plain', logits: 'last' }),
  fedBack('plain operators, keys and values in one, 32-bit ids', {
    attention: 'plain',
    cache: 'merged',
    idType: 'int32',
    positions: true,
  }),
  fedBack('plain operators and names of its own', { attention: 'plain', names: ownNames }),
  fedBack('plain operators in float16', { attention: 'plain', weights: 'fp16' }),
  fedBack('plain operators in int8', { attention: 'plain', weights: 'int8-dynamic' }),
  fedBack('plain operators in int4', { attention: 'plain', weights: 'int4' }),

  none('no cache', { attention: 'plain', mask: false }),
  none('no cache, in one operator', { attention: 'gqa' }),
  none('no cache, with all inputs', { attention: 'plain', positions: true, idType: 'int32' }),
  none('no cache, a number of logits to keep', { attention: 'plain', logitsToKeep: true }),
  none('no cache and a fixed length', { attention: 'plain', mask: false, fixedLength: 48 }),
  none('no cache, a fixed length and a mask', { attention: 'plain', fixedLength: 48 }),
  none('no cache, a fixed length and one operator', { attention: 'gqa', fixedLength: 48 }),
  none('no cache in float16', { attention: 'plain', weights: 'fp16' }),
]
