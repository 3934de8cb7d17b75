import type { GraphValue } from '../../protocol/graph.ts'
import { limits } from './limits.ts'
import { typeName } from './tensor-types.ts'
import type { Span, Wire } from './wire.ts'

type ValueType = Omit<GraphValue, 'name'>
type Dims = (number | string)[]

const unknown: ValueType = { type: typeName(0), dims: [], isTensor: false }

/** A `ValueInfoProto`: what goes into a graph or comes out of it. */
export async function readValue(wire: Wire, span: Span): Promise<GraphValue> {
  let name = ''
  let type = unknown
  await wire.fields(span, async (field) => {
    if (field.number === 1) name = await wire.text(field)
    else if (field.number === 2) type = await readType(wire, wire.message(field))
  })
  return { name, ...type }
}

/** A `TypeProto`, in words where it is no tensor. */
async function readType(wire: Wire, span: Span): Promise<ValueType> {
  let found = unknown
  await wire.fields(span, async (field) => {
    switch (field.number) {
      case 1:
        found = { ...(await readTensorType(wire, wire.message(field))), isTensor: true }
        return
      case 4:
        found = wrapped('sequence', await readElement(wire, wire.message(field)))
        return
      case 5:
        found = wrapped('map', await readMap(wire, wire.message(field)))
        return
      case 7:
        found = { ...unknown, type: 'opaque' }
        return
      case 8:
        found = wrapped('sparse', (await readTensorType(wire, wire.message(field))).type)
        return
      case 9:
        found = wrapped('optional', await readElement(wire, wire.message(field)))
        return
      default:
    }
  })
  return found
}

function wrapped(kind: string, inner: string): ValueType {
  return { ...unknown, type: `${kind}(${inner})` }
}

/** The type of a sequence's or an optional's elements. */
async function readElement(wire: Wire, span: Span): Promise<string> {
  let { type } = unknown
  await wire.fields(span, async (field) => {
    if (field.number === 1) ({ type } = await readType(wire, wire.message(field)))
  })
  return type
}

async function readMap(wire: Wire, span: Span): Promise<string> {
  let [key, value] = [unknown.type, unknown.type]
  await wire.fields(span, async (field) => {
    if (field.number === 1) key = typeName(wire.number(field))
    else if (field.number === 2) ({ type: value } = await readType(wire, wire.message(field)))
  })
  return `${key}, ${value}`
}

async function readTensorType(wire: Wire, span: Span): Promise<{ type: string; dims: Dims }> {
  let { type } = unknown
  let dims: Dims | undefined
  await wire.fields(span, async (field) => {
    if (field.number === 1) type = typeName(wire.number(field))
    else if (field.number === 2) dims = await readShape(wire, wire.message(field))
  })
  // Without a shape not even the number of dimensions is known, which is not the same as a scalar.
  return { type, dims: dims ?? ['…'] }
}

async function readShape(wire: Wire, span: Span): Promise<Dims> {
  const dims: Dims = []
  await wire.fields(span, async (field) => {
    if (field.number !== 1) return
    dims.push(await readDim(wire, wire.message(field)))
    if (dims.length > limits.rank) throw wire.damaged(`a shape has more than ${limits.rank} sides`)
  })
  return dims
}

/** Some exporters write -1 for a size that is not known. */
async function readDim(wire: Wire, span: Span): Promise<number | string> {
  let dim: number | string = '?'
  await wire.fields(span, async (field) => {
    if (field.number === 1) {
      const size = wire.number(field)
      dim = Number.isSafeInteger(size) && size >= 0 ? size : '?'
    } else if (field.number === 2) dim = (await wire.text(field)) || '?'
  })
  return dim
}
