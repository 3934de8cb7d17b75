import { PbfReader, PbfWriter } from 'pbf'
import { VitrineError } from '../../protocol/errors.ts'

/** A ZipMap that was taken out of a graph. */
export interface TakenOut {
  /** What the graph called the sequence of maps that it gave. */
  readonly output: string
  /** The tensor that went into it, which the graph gives in its place: float32 `[rows, classes]`. */
  readonly tensor: string
  /** The classes in the order of the tensor's columns. */
  readonly classes: readonly string[]
}

/**
 * The same model without its ZipMaps (`ai.onnx.ml`), which make a sequence of maps of a tensor of probabilities, as
 * scikit-learn's exporters do unless they are told otherwise. ONNX Runtime Web hands out nothing but tensors. Only the
 * list of nodes and of outputs changes; every other byte stays as it is.
 *
 * @returns nothing where there is none to be taken out
 * @throws VitrineError `model-damaged`
 */
export function withoutZipMaps(
  model: Uint8Array,
): { readonly model: Uint8Array; readonly takenOut: readonly TakenOut[] } | undefined {
  try {
    const fields = fieldsOf(model)
    const graph = fields.find(({ number }) => number === modelGraph)
    if (graph === undefined) return undefined
    const found = withoutZipMapsIn(graph.bytes)
    if (found === undefined) return undefined
    const writer = new PbfWriter()
    for (const field of fields) {
      if (field === graph) writer.writeBytesField(modelGraph, found.graph)
      else copy(field, writer)
    }
    return { model: writer.finish(), takenOut: found.takenOut }
  } catch (cause) {
    const facts = { path: 'The model', problem: 'its bytes are not those of an ONNX model' }
    throw new VitrineError('model-damaged', facts, { cause })
  }
}

// Numbers of fields in onnx.proto.
const modelGraph = 7
const graphNode = 1
const graphOutput = 12
const node = { input: 1, output: 2, opType: 4, attribute: 5, domain: 7 } as const
const attribute = { name: 1, ints: 8, strings: 9 } as const
const value = { name: 1, type: 2 } as const
const tensorType = 1
const elemType = 1
const float32 = 1

function withoutZipMapsIn(
  graph: Uint8Array,
): { graph: Uint8Array; takenOut: readonly TakenOut[] } | undefined {
  const fields = fieldsOf(graph)
  const zipMaps = new Map<Field, TakenOut>()
  for (const field of fields) {
    const found = field.number === graphNode ? zipMapIn(field.bytes) : undefined
    if (found !== undefined) zipMaps.set(field, found)
  }
  if (zipMaps.size === 0) return undefined

  const takenOut = [...zipMaps.values()]
  const given = new Set(fields.filter(({ number }) => number === graphOutput).map(nameOf))
  const writer = new PbfWriter()
  for (const field of fields) {
    if (zipMaps.has(field)) continue
    const replaced =
      field.number === graphOutput
        ? takenOut.find(({ output }) => output === nameOf(field))
        : undefined
    if (replaced === undefined) copy(field, writer)
    // A graph may give the tensor already, beside the maps.
    else if (!given.has(replaced.tensor)) writer.writeMessage(graphOutput, writeTensor, replaced)
  }
  return { graph: writer.finish(), takenOut }
}

/** A value of any shape: one that is written down too narrowly, ONNX Runtime complains of at each run. */
function writeTensor({ tensor }: TakenOut, writer: PbfWriter): void {
  writer.writeStringField(value.name, tensor)
  writer.writeMessage(value.type, writeType, float32)
}

function writeType(element: number, writer: PbfWriter): void {
  writer.writeMessage(tensorType, (type, inner) => inner.writeVarintField(elemType, type), element)
}

function zipMapIn(bytes: Uint8Array): TakenOut | undefined {
  const fields = fieldsOf(bytes)
  const text = (wanted: number) => {
    const field = fields.find(({ number }) => number === wanted)
    return field === undefined ? '' : textOf(field)
  }
  if (text(node.opType) !== 'ZipMap' || text(node.domain) !== 'ai.onnx.ml') return undefined
  const attributes = fields.filter(({ number }) => number === node.attribute)
  return {
    output: text(node.output),
    tensor: text(node.input),
    classes: attributes.flatMap((field) => classesIn(field.bytes)),
  }
}

/** `classlabels_strings` or `classlabels_int64s`; of these, packed ones too. */
function classesIn(bytes: Uint8Array): string[] {
  const classes: string[] = []
  for (const field of fieldsOf(bytes)) {
    if (field.number === attribute.strings) classes.push(textOf(field))
    if (field.number !== attribute.ints) continue
    if (field.type === 0) classes.push(String(field.varint))
    else {
      const pbf = new PbfReader(field.bytes)
      while (pbf.pos < pbf.length) classes.push(String(pbf.readVarint(true)))
    }
  }
  return classes
}

function nameOf({ bytes }: Field): string {
  const name = fieldsOf(bytes).find(({ number }) => number === value.name)
  return name === undefined ? '' : textOf(name)
}

/** UTF-8, read where the length stands before it, as the reader wants it. */
function textOf({ message, lengthAt }: Field): string {
  const pbf = new PbfReader(message)
  pbf.pos = lengthAt
  return pbf.readString()
}

interface Field {
  readonly message: Uint8Array
  /** Where its length stands, or its value. */
  readonly lengthAt: number
  readonly number: number
  /** 0 a varint, 1 eight bytes, 2 a length and so many bytes, 5 four bytes. */
  readonly type: number
  /** What it holds, as it stands in the message; without the length. */
  readonly bytes: Uint8Array
  /** Of a varint. */
  readonly varint: number
}

/** The fields of a message: views of its bytes. */
function fieldsOf(message: Uint8Array): Field[] {
  const pbf = new PbfReader(message)
  const fields: Field[] = []
  while (pbf.pos < pbf.length) {
    const tag = pbf.readVarint()
    const type = tag & 7
    const number = tag >> 3
    const lengthAt = pbf.pos
    const place = { message, lengthAt, number, type }
    if (type === 2) {
      const length = pbf.readVarint()
      const end = pbf.pos + length
      if (end > pbf.length) throw new RangeError('A field ends beyond its message.')
      fields.push({ ...place, bytes: message.subarray(pbf.pos, end), varint: 0 })
      pbf.pos = end
      continue
    }
    const varint = type === 0 ? pbf.readVarint(true) : 0
    if (type === 1) pbf.pos += 8
    if (type === 5) pbf.pos += 4
    if (type === 3 || type === 4 || type > 5 || pbf.pos > pbf.length) {
      throw new RangeError('A field is of no known kind.')
    }
    fields.push({ ...place, bytes: message.subarray(lengthAt, pbf.pos), varint })
  }
  return fields
}

function copy({ number, type, bytes }: Field, writer: PbfWriter): void {
  if (type === 2) {
    writer.writeBytesField(number, bytes)
    return
  }
  writer.writeTag(number, type)
  for (const byte of bytes) writeByte(writer, byte)
}

function writeByte(writer: PbfWriter, byte: number): void {
  writer.realloc(1)
  writer.buf[writer.pos++] = byte
}
