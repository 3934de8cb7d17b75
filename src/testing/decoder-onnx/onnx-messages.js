// @ts-check
/**
 * Writes ONNX's messages, in plain JavaScript so that Node can import it without a build. Nothing here checks what it
 * is given. Field numbers are those of onnx.proto.
 */
import { PbfWriter } from 'pbf'

/** @typedef {import('../onnx-writer.ts').OnnxModel} OnnxModel */
/** @typedef {import('../onnx-writer.ts').OnnxGraph} OnnxGraph */
/** @typedef {import('../onnx-writer.ts').OnnxNode} OnnxNode */
/** @typedef {import('../onnx-writer.ts').OnnxAttribute} OnnxAttribute */
/** @typedef {import('../onnx-writer.ts').OnnxTensor} OnnxTensor */
/** @typedef {import('../onnx-writer.ts').OnnxSparse} OnnxSparse */
/** @typedef {import('../onnx-writer.ts').OnnxFunction} OnnxFunction */
/** @typedef {import('../onnx-writer.ts').OnnxValue} OnnxValue */
/** @typedef {import('../onnx-writer.ts').OnnxType} OnnxType */
/** @typedef {readonly (number | string)[]} Dims */

/**
 * @param {(name: string) => number} typeNumber A type's number in onnx.proto.
 * @returns {(model: OnnxModel) => Uint8Array<ArrayBuffer>} The bytes of an `.onnx` file.
 */
export function createOnnxWriter(typeNumber) {
  const elementType = (/** @type {string | number} */ type = 'float32') =>
    typeof type === 'number' ? type : typeNumber(type)

  /** @param {OnnxModel} model @param {PbfWriter} pbf */
  function writeModel(model, pbf) {
    if (model.ir !== null) pbf.writeVarintField(1, model.ir ?? 8)
    writeText(pbf, 2, model.producer)
    writeText(pbf, 3, model.producerVersion)
    writeText(pbf, 6, model.description)
    pbf.writeMessage(7, writeGraph, model)
    for (const opset of opsetsOf(model)) pbf.writeMessage(8, writeOpset, opset)
    for (const entry of Object.entries(model.metadata ?? {})) {
      pbf.writeMessage(14, writeEntry, entry)
    }
    for (const body of model.functions ?? []) pbf.writeMessage(25, writeFunction, body)
  }

  /** @param {OnnxGraph} graph @param {PbfWriter} pbf */
  function writeGraph(graph, pbf) {
    for (const node of graph.nodes ?? []) pbf.writeMessage(1, writeNode, node)
    pbf.writeStringField(2, graph.name ?? 'graph')
    for (const tensor of graph.initialisers ?? []) pbf.writeMessage(5, writeTensor, tensor)
    for (const value of graph.inputs ?? []) pbf.writeMessage(11, writeValue, value)
    for (const value of graph.outputs ?? []) pbf.writeMessage(12, writeValue, value)
    for (const tensor of graph.sparse ?? []) pbf.writeMessage(15, writeSparse, tensor)
  }

  /** @param {OnnxNode} node @param {PbfWriter} pbf */
  function writeNode(node, pbf) {
    for (const name of node.inputs ?? []) pbf.writeStringField(1, name)
    for (const name of node.outputs ?? []) pbf.writeStringField(2, name)
    pbf.writeStringField(4, node.op)
    for (const entry of Object.entries(node.attributes ?? {})) {
      pbf.writeMessage(5, writeAttribute, entry)
    }
    writeText(pbf, 7, node.domain)
  }

  /** @param {[string, OnnxAttribute]} entry @param {PbfWriter} pbf */
  function writeAttribute([name, value], pbf) {
    pbf.writeStringField(1, name)
    const kind = writeAttributeValue(value, pbf)
    pbf.writeVarintField(20, kind)
  }

  /**
   * @param {OnnxAttribute} value
   * @param {PbfWriter} pbf
   * @returns {number} The number of the kind, `AttributeProto.AttributeType`.
   */
  function writeAttributeValue(value, pbf) {
    if ('float' in value) return (pbf.writeFloatField(2, value.float), 1)
    if ('int' in value) return (pbf.writeVarintField(3, value.int), 2)
    if ('string' in value) return (pbf.writeStringField(4, value.string), 3)
    if ('tensor' in value) return (pbf.writeMessage(5, writeTensor, value.tensor), 4)
    if ('graph' in value) return (pbf.writeMessage(6, writeGraph, value.graph), 5)
    if ('floats' in value) return (pbf.writePackedFloat(7, [...value.floats]), 6)
    if ('ints' in value) return (pbf.writePackedVarint(8, [...value.ints]), 7)
    for (const text of value.strings) pbf.writeStringField(9, text)
    return 8
  }

  /** @param {OnnxTensor} tensor @param {PbfWriter} pbf */
  function writeTensor(tensor, pbf) {
    // Not packed, as the files of Python's onnx have them.
    for (const size of tensor.dims ?? []) pbf.writeVarintField(1, size)
    pbf.writeVarintField(2, elementType(tensor.type))
    if (tensor.floats !== undefined) pbf.writePackedFloat(4, [...tensor.floats])
    for (const text of tensor.strings ?? []) pbf.writeStringField(6, text)
    writeText(pbf, 8, tensor.name)
    if (tensor.raw !== undefined) pbf.writeBytesField(9, tensor.raw)
    if (tensor.external === undefined) return
    for (const [key, value] of Object.entries(tensor.external)) {
      pbf.writeMessage(13, writeEntry, [key, String(value)])
    }
    pbf.writeVarintField(14, 1)
  }

  /** @param {OnnxSparse} tensor @param {PbfWriter} pbf */
  function writeSparse({ values, indices, dims }, pbf) {
    pbf.writeMessage(1, writeTensor, values)
    pbf.writeMessage(2, writeTensor, indices)
    for (const size of dims) pbf.writeVarintField(3, size)
  }

  /** @param {OnnxValue} value @param {PbfWriter} pbf */
  function writeValue({ name, type, dims }, pbf) {
    pbf.writeStringField(1, name)
    const whole =
      typeof type === 'object' ? type : { tensor: type ?? 'float32', ...(dims && { dims }) }
    pbf.writeMessage(2, writeType, whole)
  }

  /** @param {OnnxType} type @param {PbfWriter} pbf */
  function writeType(type, pbf) {
    if ('tensor' in type) pbf.writeMessage(1, writeTensorType, type)
    else if ('sequence' in type) pbf.writeMessage(4, writeElement, type.sequence)
    else if ('map' in type) pbf.writeMessage(5, writeMap, type)
    else if ('sparse' in type) {
      pbf.writeMessage(8, writeTensorType, { ...type, tensor: type.sparse })
    } else pbf.writeMessage(9, writeElement, type.optional)
  }

  /** @param {OnnxType} type @param {PbfWriter} pbf */
  function writeElement(type, pbf) {
    pbf.writeMessage(1, writeType, type)
  }

  /** @param {{ key: string, map: OnnxType }} type @param {PbfWriter} pbf */
  function writeMap({ key, map }, pbf) {
    pbf.writeVarintField(1, elementType(key))
    pbf.writeMessage(2, writeType, map)
  }

  /** @param {{ tensor: string | number, dims?: Dims }} type @param {PbfWriter} pbf */
  function writeTensorType({ tensor, dims }, pbf) {
    pbf.writeVarintField(1, elementType(tensor))
    if (dims !== undefined) pbf.writeMessage(2, writeShape, dims)
  }

  /** @param {OnnxFunction} body @param {PbfWriter} pbf */
  function writeFunction(body, pbf) {
    pbf.writeStringField(1, body.name)
    for (const name of body.inputs ?? []) pbf.writeStringField(4, name)
    for (const name of body.outputs ?? []) pbf.writeStringField(5, name)
    for (const node of body.nodes ?? []) pbf.writeMessage(7, writeNode, node)
    for (const opset of opsetsOf(body)) pbf.writeMessage(9, writeOpset, opset)
    pbf.writeStringField(10, body.domain)
  }

  return (model) => {
    const pbf = new PbfWriter()
    writeModel(model, pbf)
    return Uint8Array.from(pbf.finish())
  }
}

/** @param {Pick<OnnxModel, 'opsets'>} model */
function opsetsOf({ opsets = { '': 17 } }) {
  return Object.entries(opsets)
}

/** @param {[string, number]} opset @param {PbfWriter} pbf */
function writeOpset([domain, version], pbf) {
  writeText(pbf, 1, domain)
  pbf.writeVarintField(2, version)
}

/** @param {readonly [string, string]} entry @param {PbfWriter} pbf */
function writeEntry([key, value], pbf) {
  pbf.writeStringField(1, key)
  pbf.writeStringField(2, value)
}

/** @param {Dims} dims @param {PbfWriter} pbf */
function writeShape(dims, pbf) {
  for (const dim of dims) pbf.writeMessage(1, writeDim, dim)
}

/** @param {number | string} dim @param {PbfWriter} pbf */
function writeDim(dim, pbf) {
  if (typeof dim === 'number') pbf.writeVarintField(1, dim)
  else writeText(pbf, 2, dim)
}

/**
 * Absent and empty are the same to protobuf.
 * @param {PbfWriter} pbf @param {number} field @param {string | undefined} text
 */
function writeText(pbf, field, text) {
  if (text !== undefined && text !== '') pbf.writeStringField(field, text)
}
