// @ts-check
/**
 * Gives the values of an ONNX graph other names: Transformers.js finds a model's input and output by name alone.
 * Field numbers are those of onnx/onnx.proto.
 */
import { concatenate, fieldsOf, lengthDelimited } from './onnx-fields.js'

/** @typedef {Readonly<Record<string, string>>} Names Old name → new name. */

/**
 * What to do with a message's fields, by their numbers: `'name'` for a string that names a value, a schema for a
 * message that holds such strings. Every other field is copied as it is.
 * @typedef {{ readonly [field: number]: 'name' | (() => Schema) }} Schema
 */

/** @type {Schema} */
const attribute = { 6: () => graph, 11: () => graph }
/** @type {Schema} */
const node = { 1: 'name', 2: 'name', 5: () => attribute }
/** @type {Schema} */
const valueInfo = { 1: 'name' }
/** @type {Schema} Its field 8 is the name; 9, the weights, is copied whole. */
const tensor = { 8: 'name' }
/** @type {Schema} */
const annotation = { 1: 'name' }
/** @type {Schema} */
const graph = {
  1: () => node,
  5: () => tensor,
  11: () => valueInfo,
  12: () => valueInfo,
  13: () => valueInfo,
  14: () => annotation,
}
/** @type {Schema} */
const model = { 7: () => graph }

/**
 * @param {Uint8Array} onnx
 * @param {Names} names
 * @returns {Uint8Array} The same model with other names for its values.
 * @throws {RangeError} When the bytes are no ONNX model.
 */
export function renameValues(onnx, names) {
  return rewrite(onnx, model, names)
}

/**
 * @param {Uint8Array} onnx
 * @returns {{ inputs: string[], outputs: string[] }} Names of what the graph takes, without its weights, and gives.
 */
export function valueNames(onnx) {
  const names = (/** @type {number} */ list, /** @type {number} */ name) =>
    contentsOf(contentsOf([onnx], 7), list).flatMap((message) =>
      contentsOf([message], name).map((text) => new TextDecoder().decode(text)),
    )
  // Before IR 4, weights are listed among the inputs.
  const weights = new Set(names(5, 8))
  return { inputs: names(11, 1).filter((name) => !weights.has(name)), outputs: names(12, 1) }
}

/**
 * @param {readonly Uint8Array[]} messages
 * @param {number} wanted
 */
function contentsOf(messages, wanted) {
  return messages.flatMap((message) =>
    [...fieldsOf(message)].flatMap(({ number, content }) =>
      number === wanted && content !== undefined ? [content] : [],
    ),
  )
}

/**
 * @param {Uint8Array} message
 * @param {Schema} schema
 * @param {Names} names
 * @returns {Uint8Array}
 */
function rewrite(message, schema, names) {
  const parts = []
  for (const { number, whole, content } of fieldsOf(message)) {
    const rule = schema[number]
    if (rule === undefined || content === undefined) parts.push(whole)
    else if (rule === 'name') parts.push(lengthDelimited(number, renamed(content, names)))
    else parts.push(lengthDelimited(number, rewrite(content, rule(), names)))
  }
  return concatenate(parts)
}

/**
 * @param {Uint8Array} text
 * @param {Names} names
 */
function renamed(text, names) {
  const name = names[new TextDecoder().decode(text)]
  return name === undefined ? text : new TextEncoder().encode(name)
}
