interface TensorArrays {
  float32: Float32Array
  /** IEEE half floats as their bit patterns. */
  float16: Uint16Array
  float64: Float64Array
  int64: BigInt64Array
  uint64: BigUint64Array
  int32: Int32Array
  uint32: Uint32Array
  int16: Int16Array
  uint16: Uint16Array
  int8: Int8Array
  uint8: Uint8Array
  /** 0 or 1. */
  bool: Uint8Array
  string: readonly string[]
}

export type TensorType = keyof TensorArrays

export type TensorOf<T extends TensorType> = {
  readonly type: T
  /** Sizes of the axes; empty for a scalar. */
  readonly dims: readonly number[]
  /** In row-major order. */
  readonly data: TensorArrays[T]
}

/** A dense array with a shape, in the element types that ONNX Runtime Web takes and gives. */
export type Tensor = { [T in TensorType]: TensorOf<T> }[TensorType]

/** Number of elements in a tensor of this shape; 1 for a scalar's empty shape. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1)
}

/** Only a positive number fixes a side; exporters write names, 0 and -1 for those that they leave open. */
export function isFreeDim(dim: number | string): boolean {
  return typeof dim === 'string' || dim < 1
}
