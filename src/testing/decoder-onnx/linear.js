// @ts-check
import { bytesOf, halfBytes } from './elements.js'
import { microsoft } from './graph-builder.js'
import { randomWeights } from './random-weights.js'

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */

/**
 * @typedef {object} Product
 * @property {string} x `[batch, sequence, from]`
 * @property {string} name Of the weight.
 * @property {number} from
 * @property {number} to
 */

/**
 * The weight of a product, `[from, to]` row by row.
 * @param {Pick<FullShape, 'seed'>} shape
 * @param {Omit<Product, 'x'>} product
 */
export function productWeight({ seed }, { name, from, to }) {
  // Of variance 1 / from: what goes in comes out as large.
  return randomWeights(seed, name, from * to, Math.sqrt(3 / from))
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {Product} product
 * @returns {string} `[batch, sequence, to]`
 */
export function linear(graph, shape, product) {
  const { x, name, from, to } = product
  const weight = productWeight(shape, product)
  switch (shape.weights) {
    case 'fp32':
    case 'fp16':
      return graph.add('MatMul', [x, graph.floats(name, weight, [from, to])])
    case 'int4':
    case 'int4-fp16':
      return nibbleProduct(graph, product, weight)
    case 'int8-dynamic': {
      const { codes, scales } = byteWeights(graph, product, weight)
      const [quantised, scale, zero] = ['quantised', 'scale', 'zero'].map(graph.fresh)
      const outputs = [quantised ?? '', scale ?? '', zero ?? '']
      graph.add('DynamicQuantizeLinear', [x], { outputs })
      const whole = graph.add('MatMulInteger', [outputs[0] ?? '', codes, outputs[2] ?? ''])
      const factor = graph.add('Mul', [outputs[1] ?? '', scales])
      return graph.add('Mul', [graph.cast(whole, 'float32'), factor])
    }
    case 'int8-fused': {
      const { codes, scales } = byteWeights(graph, product, weight)
      return graph.add('DynamicQuantizeMatMul', [x, codes, scales], { domain: microsoft })
    }
    case 'int8-stored': {
      const { codes, scales } = byteWeights(graph, product, weight)
      const attributes = { axis: { int: 1 } }
      return graph.add('MatMul', [
        x,
        graph.add('DequantizeLinear', [codes, scales], { attributes }),
      ])
    }
    default:
      throw new RangeError(shape.weights)
  }
}

/**
 * int8 with a scale for each column, even about 0.
 * @param {Graph} graph
 * @param {Product} product
 * @param {Float32Array} weight
 */
function byteWeights(graph, { name, from, to }, weight) {
  // Loops, here and below: a bench writes tens of millions of weights.
  const scales = new Float32Array(to)
  for (let row = 0; row < from; row++) {
    for (let column = 0; column < to; column++) {
      const size = Math.abs(weight[row * to + column] ?? 0) / 127
      if (size > (scales[column] ?? 0)) scales[column] = size
    }
  }
  const codes = new Int8Array(weight.length)
  for (let row = 0; row < from; row++) {
    for (let column = 0; column < to; column++) {
      const place = row * to + column
      codes[place] = Math.round((weight[place] ?? 0) / (scales[column] ?? 1))
    }
  }
  return {
    codes: graph.initialiser({
      name: `${name}.codes`,
      type: 'int8',
      dims: [from, to],
      raw: bytesOf(codes),
    }),
    scales: graph.initialiser({
      name: `${name}.scales`,
      type: 'float32',
      dims: [to],
      raw: bytesOf(scales),
    }),
  }
}

const blockSize = 32

/**
 * Four bits for each weight, and a scale for each 32 of a column: the column's blocks one after the other, the first
 * of two weights in the lower half of their byte, 8 standing for 0.
 * @param {Graph} graph
 * @param {Product} product
 * @param {Float32Array} weight
 */
function nibbleProduct(graph, { x, name, from, to }, weight) {
  const blocks = Math.ceil(from / blockSize)
  const codes = new Uint8Array((to * blocks * blockSize) / 2)
  const scales = new Float32Array(to * blocks)
  for (let column = 0; column < to; column++) {
    for (let block = 0; block < blocks; block++) {
      const place = column * blocks + block
      const rows = Math.min(blockSize, from - block * blockSize)
      const start = block * blockSize * to + column
      let most = 1e-6
      for (let row = 0; row < rows; row++) {
        most = Math.max(most, Math.abs(weight[start + row * to] ?? 0))
      }
      const scale = most / 7
      scales[place] = scale
      // What the last block has too many is 0, as padding is.
      for (let row = 0; row < blockSize; row++) {
        const code = row < rows ? Math.round((weight[start + row * to] ?? 0) / scale) + 8 : 8
        const byte = (place * blockSize + row) >> 1
        codes[byte] = (codes[byte] ?? 0) | (row % 2 === 0 ? code : code << 4)
      }
    }
  }
  const stored = graph.initialiser({
    name: `${name}.codes`,
    type: 'uint8',
    dims: [to, blocks, blockSize / 2],
    raw: codes,
  })
  const type = graph.float
  const raw = type === 'float16' ? halfBytes(scales) : bytesOf(scales)
  const scale = graph.initialiser({ name: `${name}.scales`, type, dims: [to * blocks], raw })
  return graph.add('MatMulNBits', [x, stored, scale], {
    domain: microsoft,
    attributes: {
      K: { int: from },
      N: { int: to },
      bits: { int: 4 },
      block_size: { int: blockSize },
    },
  })
}
