// @ts-check
import { microsoft } from './graph-builder.js'

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */

/**
 * @param {Pick<FullShape, 'context' | 'headDim'>} shape
 * @param {(angle: number) => number} wave
 * @returns {Float32Array<ArrayBuffer>} `[context, headDim / 2]`
 */
export function waveTable({ context, headDim }, wave) {
  const half = headDim / 2
  const angleAt = (/** @type {number} */ place) =>
    Math.floor(place / half) * 10_000 ** (-(place % half) / half)
  return Float32Array.from({ length: context * half }, (_, place) => wave(angleAt(place)))
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 */
export function waves(graph, shape) {
  const dims = [shape.context, shape.headDim / 2]
  return {
    cos: graph.floats('cos_cache', waveTable(shape, Math.cos), dims),
    sin: graph.floats('sin_cache', waveTable(shape, Math.sin), dims),
  }
}

/**
 * As an operator of its own, before the one for attention.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string} x `[batch, sequence, heads × headDim]`
 * @param {string} positions int64 `[batch, sequence]`
 */
export function rotateByOperator(graph, shape, x, positions) {
  const { cos, sin } = waves(graph, shape)
  return graph.add('RotaryEmbedding', [x, positions, cos, sin], { domain: microsoft })
}

/**
 * As Optimum writes it: the halves of each head are turned into each other.
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {string} x `[batch, heads, sequence, headDim]`
 * @param {string} positions `[batch or 1, sequence]`
 */
export function rotateByHalves(graph, shape, x, positions) {
  const table = waves(graph, shape)
  const [cos, sin] = [table.cos, table.sin].map((name) =>
    graph.add('Unsqueeze', [graph.add('Gather', [name, positions]), graph.ints([1])]),
  )
  const half = shape.headDim / 2
  const first = graph.fresh('half')
  const second = graph.fresh('half')
  graph.add('Split', [x, graph.ints([half, half])], {
    attributes: { axis: { int: 3 } },
    outputs: [first, second],
  })
  const product = (/** @type {string} */ a, /** @type {string | undefined} */ b) =>
    graph.add('Mul', [a, b ?? ''])
  const turned = [
    graph.add('Sub', [product(first, cos), product(second, sin)]),
    graph.add('Add', [product(second, cos), product(first, sin)]),
  ]
  return graph.add('Concat', turned, { attributes: { axis: { int: 3 } } })
}
