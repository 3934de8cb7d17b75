/**
 * Writes small ONNX models for tests, good ones and hostile ones: nothing here checks what it is given.
 *
 *     const bytes = onnxModel({
 *       inputs: [{ name: 'x', dims: ['batch', 4] }],
 *       outputs: [{ name: 'y', dims: ['batch', 4] }],
 *       nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
 *       initialisers: [{ name: 'w', dims: [4], raw: float32s([1, 2, 3, 4]) }],
 *     })
 *
 * That model runs in ONNX Runtime. `new Blob([bytes])` makes a file of it. Field numbers are those of onnx.proto.
 */
import { PbfWriter } from 'pbf'
import { typeNumber } from '../exports/graph/tensor-types.ts'

export interface OnnxModel extends OnnxGraph {
  /** IR version, 8 when absent; `null` leaves it out. */
  readonly ir?: number | null
  /** Versions by domain; "" is the standard one. Opset 17 of it when absent. */
  readonly opsets?: Readonly<Record<string, number>>
  readonly producer?: string
  readonly producerVersion?: string
  readonly description?: string
  readonly metadata?: Readonly<Record<string, string>>
  readonly functions?: readonly OnnxFunction[]
}

export interface OnnxGraph {
  readonly name?: string
  readonly inputs?: readonly OnnxValue[]
  readonly outputs?: readonly OnnxValue[]
  readonly nodes?: readonly OnnxNode[]
  readonly initialisers?: readonly OnnxTensor[]
  readonly sparse?: readonly OnnxSparse[]
}

export interface OnnxValue {
  readonly name: string
  /** A tensor's element type, "float32" when absent, or something that is no tensor. */
  readonly type?: string | OnnxType
  /** Sizes, symbolic names, or "" for a size that is not known. Absent: not even the rank is known. */
  readonly dims?: readonly (number | string)[]
}

export type OnnxType =
  | { readonly tensor: string | number; readonly dims?: readonly (number | string)[] }
  | { readonly sparse: string; readonly dims?: readonly (number | string)[] }
  | { readonly sequence: OnnxType }
  | { readonly optional: OnnxType }
  | { readonly map: OnnxType; readonly key: string }

export interface OnnxNode {
  readonly op: string
  readonly domain?: string
  readonly inputs?: readonly string[]
  readonly outputs?: readonly string[]
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>
}

export type OnnxAttribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly string: string }
  | { readonly strings: readonly string[] }
  | { readonly tensor: OnnxTensor }
  | { readonly graph: OnnxGraph }

export interface OnnxTensor {
  readonly name?: string
  /** "float32" when absent; a number is written as it is. */
  readonly type?: string | number
  readonly dims?: readonly number[]
  /** `raw_data`: elements in little-endian order. */
  readonly raw?: Uint8Array
  readonly floats?: readonly number[]
  readonly strings?: readonly string[]
  /** Data that lie in another file: `location`, `offset`, `length`, as the file spells them. */
  readonly external?: Readonly<Record<string, string | number>>
}

export interface OnnxSparse {
  readonly values: OnnxTensor
  readonly indices: OnnxTensor
  readonly dims: readonly number[]
}

export interface OnnxFunction {
  readonly domain: string
  readonly name: string
  readonly inputs?: readonly string[]
  readonly outputs?: readonly string[]
  readonly nodes?: readonly OnnxNode[]
  readonly opsets?: Readonly<Record<string, number>>
}

/** The bytes of an `.onnx` file. */
export function onnxModel(model: OnnxModel): Uint8Array<ArrayBuffer> {
  const pbf = new PbfWriter()
  if (model.ir !== null) pbf.writeVarintField(1, model.ir ?? 8)
  writeText(pbf, 2, model.producer)
  writeText(pbf, 3, model.producerVersion)
  writeText(pbf, 6, model.description)
  pbf.writeMessage(7, writeGraph, model)
  for (const opset of Object.entries(model.opsets ?? { '': 17 })) {
    pbf.writeMessage(8, writeOpset, opset)
  }
  for (const entry of Object.entries(model.metadata ?? {})) pbf.writeMessage(14, writeEntry, entry)
  for (const body of model.functions ?? []) pbf.writeMessage(25, writeFunction, body)
  return Uint8Array.from(pbf.finish())
}

/** Elements for `raw`. */
export function float32s(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer)
}

export function int64s(values: readonly number[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
}

function writeGraph(graph: OnnxGraph, pbf: PbfWriter): void {
  for (const node of graph.nodes ?? []) pbf.writeMessage(1, writeNode, node)
  pbf.writeStringField(2, graph.name ?? 'graph')
  for (const tensor of graph.initialisers ?? []) pbf.writeMessage(5, writeTensor, tensor)
  for (const value of graph.inputs ?? []) pbf.writeMessage(11, writeValue, value)
  for (const value of graph.outputs ?? []) pbf.writeMessage(12, writeValue, value)
  for (const tensor of graph.sparse ?? []) pbf.writeMessage(15, writeSparse, tensor)
}

function writeNode(node: OnnxNode, pbf: PbfWriter): void {
  for (const name of node.inputs ?? []) pbf.writeStringField(1, name)
  for (const name of node.outputs ?? []) pbf.writeStringField(2, name)
  pbf.writeStringField(4, node.op)
  for (const entry of Object.entries(node.attributes ?? {})) {
    pbf.writeMessage(5, writeAttribute, entry)
  }
  writeText(pbf, 7, node.domain)
}

function writeAttribute([name, value]: [string, OnnxAttribute], pbf: PbfWriter): void {
  pbf.writeStringField(1, name)
  const kind = writeAttributeValue(value, pbf)
  pbf.writeVarintField(20, kind)
}

/** @returns the number of the kind, `AttributeProto.AttributeType`. */
function writeAttributeValue(value: OnnxAttribute, pbf: PbfWriter): number {
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

function writeTensor(tensor: OnnxTensor, pbf: PbfWriter): void {
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

function writeSparse({ values, indices, dims }: OnnxSparse, pbf: PbfWriter): void {
  pbf.writeMessage(1, writeTensor, values)
  pbf.writeMessage(2, writeTensor, indices)
  for (const size of dims) pbf.writeVarintField(3, size)
}

function writeValue({ name, type, dims }: OnnxValue, pbf: PbfWriter): void {
  pbf.writeStringField(1, name)
  const whole =
    typeof type === 'object' ? type : { tensor: type ?? 'float32', ...(dims && { dims }) }
  pbf.writeMessage(2, writeType, whole)
}

function writeType(type: OnnxType, pbf: PbfWriter): void {
  if ('tensor' in type) pbf.writeMessage(1, writeTensorType, type)
  else if ('sequence' in type) pbf.writeMessage(4, writeElement, type.sequence)
  else if ('map' in type) pbf.writeMessage(5, writeMap, type)
  else if ('sparse' in type) {
    pbf.writeMessage(8, writeTensorType, { ...type, tensor: type.sparse })
  } else pbf.writeMessage(9, writeElement, type.optional)
}

const writeElement = (type: OnnxType, pbf: PbfWriter) => pbf.writeMessage(1, writeType, type)

function writeMap({ key, map }: { key: string; map: OnnxType }, pbf: PbfWriter): void {
  pbf.writeVarintField(1, elementType(key))
  pbf.writeMessage(2, writeType, map)
}

function writeTensorType(
  { tensor, dims }: { tensor: string | number; dims?: readonly (number | string)[] },
  pbf: PbfWriter,
): void {
  pbf.writeVarintField(1, elementType(tensor))
  if (dims !== undefined) pbf.writeMessage(2, writeShape, dims)
}

function writeShape(dims: readonly (number | string)[], pbf: PbfWriter): void {
  for (const dim of dims) pbf.writeMessage(1, writeDim, dim)
}

function writeDim(dim: number | string, pbf: PbfWriter): void {
  if (typeof dim === 'number') pbf.writeVarintField(1, dim)
  else writeText(pbf, 2, dim)
}

function writeFunction(body: OnnxFunction, pbf: PbfWriter): void {
  pbf.writeStringField(1, body.name)
  for (const name of body.inputs ?? []) pbf.writeStringField(4, name)
  for (const name of body.outputs ?? []) pbf.writeStringField(5, name)
  for (const node of body.nodes ?? []) pbf.writeMessage(7, writeNode, node)
  for (const opset of Object.entries(body.opsets ?? { '': 17 })) {
    pbf.writeMessage(9, writeOpset, opset)
  }
  pbf.writeStringField(10, body.domain)
}

function writeOpset([domain, version]: [string, number], pbf: PbfWriter): void {
  writeText(pbf, 1, domain)
  pbf.writeVarintField(2, version)
}

function writeEntry([key, value]: readonly [string, string], pbf: PbfWriter): void {
  pbf.writeStringField(1, key)
  pbf.writeStringField(2, value)
}

/** Absent and empty are the same to protobuf. */
function writeText(pbf: PbfWriter, field: number, text: string | undefined): void {
  if (text !== undefined && text !== '') pbf.writeStringField(field, text)
}

function elementType(type: string | number = 'float32'): number {
  return typeof type === 'number' ? type : typeNumber(type)
}
