// @ts-check
import { bytesOf, halfBytes, int64Bytes } from './elements.js'

/** @typedef {import('./onnx-messages.js').OnnxTensor} OnnxTensor */
/** @typedef {import('./onnx-messages.js').OnnxNode} OnnxNode */
/** @typedef {import('./onnx-messages.js').OnnxAttribute} OnnxAttribute */

/**
 * @typedef {object} NodeParts
 * @property {Readonly<Record<string, OnnxAttribute>>} [attributes]
 * @property {string} [domain]
 * @property {readonly string[]} [outputs] Absent: one, with a name of its own.
 */

/** `TensorProto.DataType`, as far as decoders have need of it. */
export const elementTypes = new Map([
  ['float32', 1],
  ['uint8', 2],
  ['int8', 3],
  ['int32', 6],
  ['int64', 7],
  ['bool', 9],
  ['float16', 10],
])

/** Contrib operators of ONNX Runtime. */
export const microsoft = 'com.microsoft'

/** @typedef {ReturnType<typeof createGraph>} Graph */

/**
 * Collects nodes and constants. A value's name stands for it.
 * @param {'float32' | 'float16'} float The type of what `floats` makes.
 */
export function createGraph(float) {
  /** @type {Map<string, OnnxTensor>} */
  const initialisers = new Map()
  let made = 0
  /** @param {string} word */
  const fresh = (word) => `${word.toLowerCase()}_${++made}`

  /** @param {OnnxNode[]} nodes */
  const over = (nodes) => ({
    float,
    nodes,

    /** A graph inside this one: it has its own nodes, and sees all that is out here. */
    branch: () => over([]),

    /**
     * @param {string} op
     * @param {readonly string[]} inputs `''` for one that is left out.
     * @param {NodeParts} [parts]
     * @returns {string} The first output.
     */
    add(op, inputs, { attributes = {}, domain, outputs = [fresh(op)] } = {}) {
      nodes.push({ op, inputs, outputs, attributes, ...(domain !== undefined && { domain }) })
      return outputs[0] ?? ''
    },

    /**
     * @param {string} value
     * @param {string} name What it shall be called from now on.
     */
    rename(value, name) {
      const renamed = (/** @type {readonly string[] | undefined} */ all) =>
        all?.map((one) => (one === value ? name : one)) ?? []
      nodes.forEach((node, place) => {
        nodes[place] = { ...node, inputs: renamed(node.inputs), outputs: renamed(node.outputs) }
      })
    },

    /** A name that nothing has. */
    fresh,

    /**
     * @param {OnnxTensor & { name: string }} tensor
     * @returns {string} Its name.
     */
    initialiser(tensor) {
      initialisers.set(tensor.name, tensor)
      return tensor.name
    },

    /**
     * @param {string} name
     * @param {Float32Array<ArrayBuffer>} values
     * @param {readonly number[]} dims
     */
    floats(name, values, dims) {
      const raw = float === 'float16' ? halfBytes(values) : bytesOf(values)
      return this.initialiser({ name, type: float, dims, raw })
    },

    /** @param {number} value A scalar. */
    number(value) {
      return this.floats(`number ${value}`, Float32Array.of(value), [])
    },

    /** @param {number} value A scalar of 32 bits, whatever the others have. */
    single(value) {
      const raw = bytesOf(Float32Array.of(value))
      return this.initialiser({ name: `single ${value}`, type: 'float32', dims: [], raw })
    },

    /** @param {number} value A scalar. */
    int(value) {
      return this.initialiser({
        name: `int ${value}`,
        type: 'int64',
        dims: [],
        raw: int64Bytes([value]),
      })
    },

    /** @param {readonly number[]} values */
    ints(values) {
      const name = `ints ${values.join(' ')}`
      return this.initialiser({
        name,
        type: 'int64',
        dims: [values.length],
        raw: int64Bytes(values),
      })
    },

    /**
     * @param {string} value
     * @param {number} axis
     * @returns {string} An int64 scalar.
     */
    sizeOf(value, axis) {
      return this.add('Gather', [this.add('Shape', [value]), this.int(axis)])
    },

    /**
     * @param {string} value
     * @param {'float32' | 'float16' | 'int32' | 'int64' | 'bool'} type
     */
    cast(value, type) {
      return this.add('Cast', [value], { attributes: { to: { int: elementTypes.get(type) ?? 0 } } })
    },

    initialisers: () => [...initialisers.values()],
  })

  return over([])
}
