import { toHalf } from './float16.ts'
import { elementCount, type Tensor, type TensorType } from './tensor.ts'

/** A tensor as JSON can say it. Beside numbers: 64-bit integers as strings, and "NaN", "Infinity", "-Infinity". */
export interface PlainValues {
  readonly type: TensorType
  readonly dims: readonly number[]
  readonly data: readonly (number | string | boolean)[]
}

/** Elements of a tensor that a person gives: 256 MB of floats, and more than any demo needs. */
export const mostElements = 64 * 1024 * 1024

/** Why values do not make a tensor, as a clause for people that ends without a full stop. */
export class TensorProblem extends Error {
  override readonly name = 'TensorProblem'
}

/**
 * The tensor that the values stand for, with floats rounded to its type; nothing is cut off or filled up.
 * @throws TensorProblem
 */
export function fromPlain({ type, dims, data }: PlainValues): Tensor {
  checkShape(dims, data.length)
  switch (type) {
    case 'float32':
      return { type, dims, data: Float32Array.from(data, readFloat(type, Math.fround)) }
    case 'float64':
      return {
        type,
        dims,
        data: Float64Array.from(
          data,
          readFloat(type, (value) => value),
        ),
      }
    case 'float16': {
      // A float16 is infinite from 65,520 on, as `toHalf` rounds.
      const read = readFloat(type, (value) => (Math.abs(value) < 65_520 ? value : Infinity))
      return { type, dims, data: Uint16Array.from(data, (value, i) => toHalf(read(value, i))) }
    }
    case 'int64':
      return { type, dims, data: BigInt64Array.from(data, readBigInt(-(2n ** 63n), 2n ** 63n)) }
    case 'uint64':
      return { type, dims, data: BigUint64Array.from(data, readBigInt(0n, 2n ** 64n)) }
    case 'int32':
      return { type, dims, data: Int32Array.from(data, readInteger(type, -(2 ** 31), 2 ** 31)) }
    case 'uint32':
      return { type, dims, data: Uint32Array.from(data, readInteger(type, 0, 2 ** 32)) }
    case 'int16':
      return { type, dims, data: Int16Array.from(data, readInteger(type, -(2 ** 15), 2 ** 15)) }
    case 'uint16':
      return { type, dims, data: Uint16Array.from(data, readInteger(type, 0, 2 ** 16)) }
    case 'int8':
      return { type, dims, data: Int8Array.from(data, readInteger(type, -128, 128)) }
    case 'uint8':
      return { type, dims, data: Uint8Array.from(data, readInteger(type, 0, 256)) }
    case 'bool':
      return { type, dims, data: Uint8Array.from(data, readBool) }
    case 'string':
      return { type, dims, data: data.map(readString) }
    default:
      return type satisfies never
  }
}

function checkShape(dims: readonly number[], given: number): void {
  if (!dims.every((size) => Number.isSafeInteger(size) && size >= 0)) {
    throw new TensorProblem(`Its shape ${shapeText(dims)} has a size that is no whole number`)
  }
  const needed = elementCount(dims)
  if (needed > mostElements) {
    throw new TensorProblem(
      `Its shape ${shapeText(dims)} has ${count(needed)} elements; the limit is ${count(mostElements)}`,
    )
  }
  if (needed !== given) {
    throw new TensorProblem(
      `Its shape ${shapeText(dims)} needs ${count(needed)} values, and ${count(given)} are given`,
    )
  }
}

/** "1 × 3 × 224 × 224"; a scalar has no sizes to write. */
export function shapeText(dims: readonly (number | string)[]): string {
  return dims.length === 0 ? '“scalar”' : dims.join(' × ')
}

type Plain = number | string | boolean
const floatWords = new Map([
  ['NaN', NaN],
  ['Infinity', Infinity],
  ['-Infinity', -Infinity],
])

function readFloat(type: string, round: (value: number) => number) {
  return (given: Plain, index: number): number => {
    if (typeof given === 'string' && floatWords.has(given)) return floatWords.get(given)!
    if (typeof given !== 'number') throw notA('number', given, index)
    if (Number.isFinite(given) && !Number.isFinite(round(given))) {
      throw new TensorProblem(`Value ${given} at position ${count(index)} is too large for ${type}`)
    }
    return given
  }
}

function readInteger(type: string, from: number, below: number) {
  return (given: Plain, index: number): number => {
    const value = typeof given === 'string' && isDigits(given) ? Number(given) : given
    if (typeof value !== 'number' || !Number.isInteger(value)) {
      throw notA('whole number', given, index)
    }
    if (value < from || value >= below) throw outOfRange(type, given, index)
    return value
  }
}

function readBigInt(from: bigint, below: bigint) {
  const type = from < 0n ? 'int64' : 'uint64'
  return (given: Plain, index: number): bigint => {
    if (typeof given === 'string' ? !isDigits(given) : !Number.isInteger(given)) {
      throw notA('whole number', given, index)
    }
    if (typeof given === 'number' && !Number.isSafeInteger(given)) {
      throw new TensorProblem(
        `Value ${given} at position ${count(index)} is not exact as a number; write it in quotes`,
      )
    }
    const value = BigInt(given)
    if (value < from || value >= below) throw outOfRange(type, given, index)
    return value
  }
}

function readBool(given: Plain, index: number): number {
  if (given === true || given === 1) return 1
  if (given === false || given === 0) return 0
  throw notA('true or false', given, index)
}

function readString(given: Plain, index: number): string {
  if (typeof given !== 'string') throw notA('text in quotes', given, index)
  return given
}

/** Long enough for every 64-bit integer, and no longer: `BigInt` of a million digits takes its time. */
function isDigits(text: string): boolean {
  return /^[+-]?\d{1,20}$/.test(text)
}

function notA(wanted: string, given: Plain, index: number): TensorProblem {
  const article = /^(number|whole)/.test(wanted) ? 'a ' : ''
  return new TensorProblem(`${shown(given)} at position ${count(index)} is not ${article}${wanted}`)
}

function outOfRange(type: string, given: Plain, index: number): TensorProblem {
  return new TensorProblem(
    `Value ${shown(given)} at position ${count(index)} is out of range for ${type}`,
  )
}

function shown(given: Plain): string {
  if (typeof given !== 'string') return String(given)
  return given.length > 24 ? `“${given.slice(0, 23)}…”` : `“${given}”`
}

function count(value: number): string {
  return value.toLocaleString('en-US')
}
