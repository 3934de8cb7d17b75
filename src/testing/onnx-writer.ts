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
 * That model runs in ONNX Runtime. `new Blob([bytes])` makes a file of it.
 */
import { typeNumber } from '../exports/graph/tensor-types.ts'
import { createOnnxWriter } from './decoder-onnx/onnx-messages.js'

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
export const onnxModel = createOnnxWriter(typeNumber)

/** Elements for `raw`. */
export function float32s(values: readonly number[]): Uint8Array {
  return new Uint8Array(Float32Array.from(values).buffer)
}

export function int64s(values: readonly number[]): Uint8Array {
  return new Uint8Array(BigInt64Array.from(values, BigInt).buffer)
}
