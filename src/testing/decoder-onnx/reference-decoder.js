// @ts-check
import { productWeight } from './linear.js'
import { embeddings, epsilon, logitScale, normWeight } from './network.js'
import { fullShape } from './options.js'

/** @typedef {import('./options.js').DecoderOptions} DecoderOptions */
/** @typedef {readonly number[]} Row */

/**
 * The same network with nothing but loops, in double precision.
 * @param {DecoderOptions} options
 * @param {readonly number[]} ids
 * @returns {number[][]} Logits of each position.
 */
export function referenceLogits(options, ids) {
  const shape = fullShape(options)
  const { width, heads, kvHeads, headDim, feedForward } = shape
  const table = embeddings(shape)
  /** @type {Map<string, Float32Array>} */
  const weights = new Map()
  const product = (
    /** @type {Row} */ row,
    /** @type {string} */ name,
    /** @type {number} */ to,
  ) => {
    const made = weights.get(name) ?? productWeight(shape, { name, from: row.length, to })
    weights.set(name, made)
    const sums = new Float64Array(to)
    row.forEach((value, from) => {
      for (let column = 0; column < to; column++) {
        sums[column] = (sums[column] ?? NaN) + value * (made[from * to + column] ?? NaN)
      }
    })
    return Array.from(sums)
  }
  const norm = (/** @type {Row} */ row, /** @type {string} */ name) => {
    const weight = normWeight(shape, name)
    const size = Math.sqrt(row.reduce((sum, x) => sum + x * x, 0) / width + epsilon)
    return row.map((x, place) => (x / size) * (weight[place] ?? NaN))
  }

  let hidden = ids.map((id) => Array.from(table.subarray(id * width, (id + 1) * width)))
  for (let layer = 0; layer < shape.layers; layer++) {
    const normed = hidden.map((row) => norm(row, `${layer}.attention.norm`))
    const queries = normed.map((row, place) =>
      split(product(row, `${layer}.q`, heads * headDim), headDim).map(rotate(place)),
    )
    const keys = normed.map((row, place) =>
      split(product(row, `${layer}.k`, kvHeads * headDim), headDim).map(rotate(place)),
    )
    const values = normed.map((row) =>
      split(product(row, `${layer}.v`, kvHeads * headDim), headDim),
    )
    hidden = hidden.map((row, place) => {
      const mixed = (queries[place] ?? []).flatMap((query, head) => {
        const group = Math.floor((head * kvHeads) / heads)
        const seen = (/** @type {number[][][]} */ all) =>
          all.slice(0, place + 1).map((at) => at[group] ?? [])
        return attend(query, seen(keys), seen(values))
      })
      return add(row, product(mixed, `${layer}.o`, width))
    })
    hidden = hidden.map((row) => {
      const x = norm(row, `${layer}.feedForward.norm`)
      const gate = product(x, `${layer}.gate`, feedForward)
      const up = product(x, `${layer}.up`, feedForward)
      const gated = gate.map(
        (value, place) => (value / (1 + Math.exp(-value))) * (up[place] ?? NaN),
      )
      return add(row, product(gated, `${layer}.down`, width))
    })
  }
  return hidden.map((row) => {
    const scaled = norm(row, 'norm').map((value) => value * logitScale)
    return product(scaled, 'head', shape.vocabulary)
  })
}

/** @param {Row} query @param {readonly Row[]} keys @param {readonly Row[]} values */
function attend(query, keys, values) {
  const scores = keys.map((key) => dot(query, key) / Math.sqrt(query.length))
  const most = Math.max(...scores)
  const weights = scores.map((score) => Math.exp(score - most))
  const sum = weights.reduce((a, b) => a + b, 0)
  return query.map((_, place) =>
    values.reduce(
      (mix, value, at) => mix + ((weights[at] ?? NaN) / sum) * (value[place] ?? NaN),
      0,
    ),
  )
}

/** @param {number} place */
function rotate(place) {
  return (/** @type {Row} */ head) => {
    const half = head.length / 2
    return head.map((value, at) => {
      const angle = place * 10_000 ** (-(at % half) / half)
      const other = at < half ? -(head[at + half] ?? NaN) : (head[at - half] ?? NaN)
      return value * Math.cos(angle) + other * Math.sin(angle)
    })
  }
}

/** @param {Row} row @param {number} size */
function split(row, size) {
  return Array.from({ length: row.length / size }, (_, part) =>
    row.slice(part * size, (part + 1) * size),
  )
}

/** @param {Row} a @param {Row} b */
function add(a, b) {
  return a.map((value, place) => value + (b[place] ?? NaN))
}

/** @param {Row} a @param {Row} b */
function dot(a, b) {
  return a.reduce((sum, value, place) => sum + value * (b[place] ?? NaN), 0)
}
