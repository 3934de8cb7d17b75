import { type ExternalData, externalData, readEntry } from './external.ts'
import { limits } from './limits.ts'
import { bitsOf, typeName } from './tensor-types.ts'
import type { Field, Span, Wire } from './wire.ts'
import { quoted } from './words.ts'

/** A `TensorProto` without its numbers. */
export interface Tensor {
  readonly name: string
  readonly type: string
  readonly dims: readonly number[]
  /** How many elements its shape claims; inexact beyond 2 ** 53. */
  readonly elements: number
  /** Bytes that they claim; `undefined` for a type whose elements have no fixed size. */
  readonly claimedBytes: number | undefined
  readonly held: Held
  readonly external?: ExternalData
}

/** What the `.onnx` itself holds of a tensor. */
export interface Held {
  /** Bytes of `raw_data`. */
  readonly rawBytes?: number
  /** Elements of the typed lists; of packed varints, which are not read, as many as there could be. */
  readonly listed: number
  /** Bytes of the typed lists, of strings the letters. */
  readonly listedBytes: number
  readonly isExact: boolean
}

/** @throws VitrineError `model-damaged`, also for a shape that cannot be */
export async function readTensor(wire: Wire, span: Span): Promise<Tensor> {
  let name = ''
  let type = typeName(0)
  let isExternal = false
  const dims: number[] = []
  const entries: (readonly [string, string])[] = []
  const held: { -readonly [K in keyof Held]: Held[K] } = {
    listed: 0,
    listedBytes: 0,
    isExact: true,
  }
  await wire.fields(span, (field) => {
    switch (field.number) {
      case 1:
        return wire.numbers(field, dims, limits.rank)
      case 2:
        type = typeName(wire.number(field))
        return undefined
      case 8:
        return wire.text(field).then((text) => void (name = text))
      case 9:
        held.rawBytes = lengthOf(wire.message(field))
        return undefined
      case 13:
        return readEntry(wire, wire.message(field)).then((entry) => void entries.push(entry))
      case 14:
        isExternal = wire.number(field) === 1
        return undefined
      default:
        count(held, field)
        return undefined
    }
  })
  const elements = elementsOf(wire, name, dims)
  const bits = bitsOf(type)
  const claimedBytes = bits === undefined ? undefined : Math.ceil((elements * bits) / 8)
  const tensor = { name, type, dims, elements, claimedBytes, held }
  return isExternal ? { ...tensor, external: externalData(wire, name, entries) } : tensor
}

/** Bytes of one element in the lists whose elements all have the same. */
const fixedBytes: Readonly<Record<number, number>> = { 4: 4, 10: 8 }
/** `int32_data`, `int64_data`, `uint64_data`. */
const varintLists = [5, 7, 11]

function count(held: { -readonly [K in keyof Held]: Held[K] }, field: Field): void {
  const bytes = lengthOf(field)
  const size = fixedBytes[field.number]
  if (size !== undefined) {
    held.listed += bytes / size
  } else if (varintLists.includes(field.number)) {
    const isPacked = field.type === 2
    if (isPacked) held.isExact = false
    held.listed += isPacked ? bytes : 1
  } else if (field.number === 6) {
    held.listed += 1
  } else return
  held.listedBytes += bytes
}

function lengthOf({ start, end }: Span): number {
  return end - start
}

function elementsOf(wire: Wire, name: string, dims: readonly number[]): number {
  const negative = dims.find((size) => size < 0)
  if (negative !== undefined) {
    throw wire.damaged(`the tensor ${quoted(name)} has a side of ${negative}`)
  }
  return dims.includes(0) ? 0 : dims.reduce((product, size) => product * size, 1)
}
