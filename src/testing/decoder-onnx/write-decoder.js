// @ts-check
import { cacheValues, joinPresents, readPasts } from './caches.js'
import { moveOut } from './external-data.js'
import { createGraph, elementTypes, microsoft } from './graph-builder.js'
import { network } from './network.js'
import { createOnnxWriter } from './onnx-messages.js'
import { floatType, fullShape } from './options.js'

/** @typedef {import('./graph-builder.js').Graph} Graph */
/** @typedef {import('./options.js').FullShape} FullShape */
/** @typedef {import('./options.js').DecoderOptions} DecoderOptions */
/** @typedef {import('./onnx-messages.js').OnnxValue} OnnxValue */

const onnxBytes = createOnnxWriter((name) => elementTypes.get(name) ?? 0)

/**
 * @typedef {object} WrittenDecoder
 * @property {Uint8Array<ArrayBuffer>} onnx
 * @property {Uint8Array<ArrayBuffer> | undefined} data The weights, where the options give them a file of their own.
 * @property {FullShape} shape What was left out of the options filled in.
 */

/**
 * A llama-like decoder with random weights. Those of one seed are one network, in whichever way its graph is written.
 * @param {DecoderOptions} [options]
 * @returns {WrittenDecoder}
 * @throws {RangeError} When options do not go together.
 */
export function writeDecoder(options = {}) {
  const shape = fullShape(options)
  const graph = createGraph(floatType(shape))
  const results = shape.cacheBranch ? bothBranches(graph, shape) : branch(graph, shape, true)
  const outputs = outputValues(shape)
  results.forEach((result, place) => {
    graph.rename(result, outputs[place]?.name ?? '')
  })
  const kept = outputs.filter(({ name }) => !shape.leaveOut.includes(name))
  const { tensors, data } = moveOut(graph.initialisers(), shape.dataName)
  const onnx = onnxBytes({
    opsets: { '': 17, [microsoft]: 1 },
    producer: 'decoder-onnx',
    inputs: inputValues(shape),
    outputs: kept,
    nodes: graph.nodes,
    initialisers: tensors,
  })
  return { onnx, data, shape }
}

/**
 * @param {Graph} graph
 * @param {FullShape} shape
 * @param {boolean} withPast
 * @returns {string[]} Logits first, then the presents.
 */
function branch(graph, shape, withPast) {
  const { logits, presents } = network(graph, shape, withPast ? readPasts(graph, shape) : [])
  return [logits, ...joinPresents(graph, shape, presents)]
}

/**
 * As Optimum merges two exports: one that reads the past, and one that does not even look at it.
 * @param {Graph} graph
 * @param {FullShape} shape
 */
function bothBranches(graph, shape) {
  const graphs = [true, false].map((withPast) => {
    const inner = graph.branch()
    const results = branch(inner, shape, withPast)
    const outputs = outputValues(shape).map((value, place) => ({
      ...value,
      name: results[place] ?? '',
    }))
    return { graph: { name: withPast ? 'with' : 'without', nodes: inner.nodes, outputs } }
  })
  const [withPast, without] = graphs
  const outputs = outputValues(shape).map(({ name }) => `${name} of either`)
  graph.add('If', ['use_cache_branch'], {
    attributes: { ...(withPast && without && { then_branch: withPast, else_branch: without }) },
    outputs,
  })
  return outputs
}

/**
 * @param {FullShape} shape
 * @returns {OnnxValue[]}
 */
function inputValues(shape) {
  const { names, idType: type, batch, fixedLength: sequence = 'sequence', cache } = shape
  const { pasts, dims } = cacheValues(shape)
  const total = cache === 'none' ? sequence : 'total'
  /** @type {[boolean, OnnxValue][]} */
  const all = [
    [true, { name: names.inputIds, type, dims: [batch, sequence] }],
    [shape.mask, { name: names.attentionMask, type, dims: [batch, total] }],
    [shape.positions, { name: names.positionIds, type, dims: [batch, sequence] }],
    [shape.lengths, { name: names.sequenceLengths, type: 'int32', dims: [batch] }],
    [shape.lengths, { name: names.totalLength, type: 'int32', dims: [] }],
    [shape.cacheBranch, { name: 'use_cache_branch', type: 'bool', dims: [1] }],
    [shape.logitsToKeep, { name: 'num_logits_to_keep', type: 'int64', dims: [] }],
    [shape.strayInput !== undefined, { name: shape.strayInput ?? '', dims: [1] }],
  ]
  const floats = floatType(shape)
  return [
    ...all.flatMap(([isThere, value]) => (isThere ? [value] : [])),
    ...pasts.map((name) => ({ name, type: floats, dims: dims(shape.pastLength) })),
  ]
}

/**
 * @param {FullShape} shape
 * @returns {OnnxValue[]}
 */
function outputValues(shape) {
  const { names, batch, vocabulary, fixedLength = 'sequence' } = shape
  const type = floatType(shape)
  const rows = shape.logits === 'last' ? 1 : shape.logitsToKeep ? 'kept' : fixedLength
  const { presents, dims } = cacheValues(shape)
  return [
    {
      name: names.logits,
      type: shape.integerLogits ? 'int64' : type,
      dims: [batch, rows, vocabulary],
    },
    ...presents.map((name) => ({ name, type, dims: dims('present') })),
  ]
}
