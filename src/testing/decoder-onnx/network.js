// @ts-check
import { byOperator, byProducts } from './attention.js'
import { linear } from './linear.js'
import { randomWeights } from './random-weights.js'
import { surroundings } from './surroundings.js'

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */
/** @typedef {import('./attention.js').Past} Past */

export const epsilon = 1e-5

/** @param {Pick<FullShape, 'seed' | 'vocabulary' | 'width' | 'nanToken'>} shape */
export function embeddings({ seed, vocabulary, width, nanToken }) {
  const rows = randomWeights(seed, 'embeddings', vocabulary * width, Math.sqrt(3))
  if (nanToken !== undefined) rows.fill(NaN, nanToken * width, (nanToken + 1) * width)
  return rows
}

/**
 * @param {Pick<FullShape, 'seed' | 'width'>} shape
 * @param {string} name
 */
export function normWeight({ seed, width }, name) {
  return randomWeights(seed, name, width, 0.5, 1)
}

/** How much larger logits are than what goes in, so that the best of them stands out. */
export const logitScale = 4

/**
 * Llama's: token embeddings, layers of attention and a gated feed-forward network, each behind an RMS norm.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {readonly Past[]} pasts For each layer; none: there is no past.
 * @returns {{ logits: string, presents: Past[] }}
 */
export function network(graph, shape, pasts) {
  const { width, vocabulary } = shape
  const around = surroundings(graph, shape, pasts[0]?.key)
  const table = graph.floats('embeddings', embeddings(shape), [vocabulary, width])
  let hidden = graph.add('Gather', [table, shape.names.inputIds])
  /** @type {Past[]} */
  const presents = []
  for (let layer = 0; layer < shape.layers; layer++) {
    const { mixed, present } = attention(graph, shape, {
      layer,
      hidden,
      past: pasts[layer],
      around,
    })
    presents.push(present)
    hidden = graph.add('Add', [hidden, mixed])
    hidden = graph.add('Add', [hidden, feedForward(graph, shape, layer, hidden)])
  }
  const wanted = lastOnly(graph, shape, hidden)
  const normed = norm(graph, shape, 'norm', wanted)
  const scaled = graph.add('Mul', [normed, graph.number(logitScale)])
  const logits = linear(graph, shape, { x: scaled, name: 'head', from: width, to: vocabulary })
  return { logits: shape.integerLogits ? graph.cast(logits, 'int64') : logits, presents }
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {{ layer: number, hidden: string, past: Past | undefined,
 *   around: import('./attention.js').Surroundings }} parts
 */
function attention(graph, shape, { layer, hidden, past, around }) {
  const { width, heads, kvHeads, headDim } = shape
  const x = norm(graph, shape, `${layer}.attention.norm`, hidden)
  const row = (/** @type {string} */ part, /** @type {number} */ count) =>
    linear(graph, shape, { x, name: `${layer}.${part}`, from: width, to: count * headDim })
  const attend = shape.attention === 'gqa' ? byOperator : byProducts
  const qkv = { q: row('q', heads), k: row('k', kvHeads), v: row('v', kvHeads) }
  const { mixed, present } = attend(graph, shape, qkv, past, around)
  const out = { x: mixed, name: `${layer}.o`, from: heads * headDim, to: width }
  return { mixed: linear(graph, shape, out), present }
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {number} layer
 * @param {string} hidden
 */
function feedForward(graph, shape, layer, hidden) {
  const { width, feedForward: inner } = shape
  const x = norm(graph, shape, `${layer}.feedForward.norm`, hidden)
  const gate = linear(graph, shape, { x, name: `${layer}.gate`, from: width, to: inner })
  const up = linear(graph, shape, { x, name: `${layer}.up`, from: width, to: inner })
  const open = graph.add('Mul', [gate, graph.add('Sigmoid', [gate])])
  const gated = graph.add('Mul', [open, up])
  return linear(graph, shape, { x: gated, name: `${layer}.down`, from: inner, to: width })
}

/**
 * One operator beside the one for attention, and five plain ones beside plain products, in 32 bits as exporters do it.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string} name Of the weight.
 * @param {string} x
 */
function norm(graph, shape, name, x) {
  const { width } = shape
  const weight = graph.floats(name, normWeight(shape, name), [width])
  if (shape.attention === 'gqa') {
    const attributes = { axis: { int: -1 }, epsilon: { float: epsilon }, stash_type: { int: 1 } }
    return graph.add('SimplifiedLayerNormalization', [x, weight], { attributes })
  }
  const wide = graph.cast(x, 'float32')
  const squares = graph.add('Pow', [wide, graph.single(2)])
  const attributes = { axes: { ints: [-1] }, keepdims: { int: 1 } }
  const mean = graph.add('ReduceMean', [squares], { attributes })
  const size = graph.add('Sqrt', [graph.add('Add', [mean, graph.single(epsilon)])])
  const unit = graph.add('Div', [wide, size])
  return graph.add('Mul', [graph.cast(unit, graph.float), weight])
}

const toTheEnd = [2 ** 31 - 1]

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string} hidden `[batch, sequence, width]`
 */
function lastOnly(graph, { logits, logitsToKeep }, hidden) {
  if (logits === 'last') {
    return graph.add('Slice', [hidden, graph.ints([-1]), graph.ints(toTheEnd), graph.ints([1])])
  }
  if (!logitsToKeep) return hidden
  const start = graph.add('Unsqueeze', [graph.add('Neg', ['num_logits_to_keep']), graph.ints([0])])
  return graph.add('Slice', [hidden, start, graph.ints(toTheEnd), graph.ints([1])])
}
