// @ts-check
import { microsoft } from './graph-builder.js'
import { rotateByHalves, rotateByOperator, waves } from './rotary.js'

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */

/**
 * @typedef {object} Row Queries, keys and values of the new tokens, `[batch, sequence, heads × headDim]`.
 * @property {string} q
 * @property {string} k
 * @property {string} v
 */

/**
 * @typedef {object} Past `[batch, kvHeads, past, headDim]` each.
 * @property {string} key
 * @property {string} value
 */

/**
 * @typedef {object} Surroundings What every layer has in common.
 * @property {string} positions `[batch or 1, sequence]`, int64; '' where the operator counts by itself.
 * @property {string} lastPlaces int32, tokens with this run's less one; for the operator.
 * @property {string} total int32 scalar, tokens with this run's; for the operator.
 * @property {string} bias `[…, sequence, total]`, 0 or as good as −∞; '' for the operator.
 */

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {Row} row
 * @param {Past | undefined} past
 * @param {Surroundings} around
 * @returns {{ mixed: string, present: Past }} What comes out is `[batch, sequence, heads × headDim]`.
 */
export function byOperator(graph, shape, { q, k, v }, past, { positions, lastPlaces, total }) {
  const [query, key] =
    positions === '' ? [q, k] : [q, k].map((x) => rotateByOperator(graph, shape, x, positions))
  const { cos, sin } = waves(graph, shape)
  const tables = positions === '' ? [cos, sin] : []
  const inputs = [query ?? '', key ?? '', v, past?.key ?? '', past?.value ?? '']
  const present = { key: graph.fresh('key'), value: graph.fresh('value') }
  const mixed = graph.add('GroupQueryAttention', [...inputs, lastPlaces, total, ...tables], {
    domain: microsoft,
    attributes: {
      num_heads: { int: shape.heads },
      kv_num_heads: { int: shape.kvHeads },
      do_rotary: { int: positions === '' ? 1 : 0 },
    },
    outputs: [graph.fresh('mixed'), present.key, present.value],
  })
  return { mixed, present }
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {Row} row
 * @param {Past | undefined} past
 * @param {Surroundings} around
 * @returns {{ mixed: string, present: Past }}
 */
export function byProducts(graph, shape, { q, k, v }, past, { positions, bias }) {
  const { heads, kvHeads, headDim } = shape
  const apart = (/** @type {string} */ x, /** @type {number} */ count) =>
    swapMiddle(graph, graph.add('Reshape', [x, graph.ints([0, 0, count, headDim])]))
  const query = rotateByHalves(graph, shape, apart(q, heads), positions)
  const newKey = rotateByHalves(graph, shape, apart(k, kvHeads), positions)
  const newValue = apart(v, kvHeads)
  const behind = (/** @type {string | undefined} */ before, /** @type {string} */ x) =>
    before === undefined
      ? graph.add('Identity', [x])
      : graph.add('Concat', [before, x], { attributes: { axis: { int: 2 } } })
  const present = { key: behind(past?.key, newKey), value: behind(past?.value, newValue) }

  const key = repeatHeads(graph, shape, present.key)
  const value = repeatHeads(graph, shape, present.value)
  const turned = graph.add('Transpose', [key], { attributes: { perm: { ints: [0, 1, 3, 2] } } })
  const products = graph.add('MatMul', [query, turned])
  const scores = graph.add('Mul', [products, graph.number(1 / Math.sqrt(headDim))])
  const shares = graph.add('Softmax', [graph.add('Add', [scores, bias])])
  const rows = swapMiddle(graph, graph.add('MatMul', [shares, value]))
  const mixed = graph.add('Reshape', [rows, graph.ints([0, 0, heads * headDim])])
  return { mixed, present }
}

/** @param {Graph} graph @param {string} x */
function swapMiddle(graph, x) {
  return graph.add('Transpose', [x], { attributes: { perm: { ints: [0, 2, 1, 3] } } })
}

/**
 * Each head of the cache as often as there are query heads to it.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string} x `[batch, kvHeads, total, headDim]`
 */
function repeatHeads(graph, { heads, kvHeads, headDim }, x) {
  const times = heads / kvHeads
  if (times === 1) return x
  const wider = graph.add('Unsqueeze', [x, graph.ints([2])])
  const repeated = graph.add('Expand', [wider, graph.ints([1, 1, times, 1, 1])])
  return graph.add('Reshape', [repeated, graph.ints([0, heads, -1, headDim])])
}
