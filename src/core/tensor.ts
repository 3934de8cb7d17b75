/** A dense array with a shape, in the element types that ONNX Runtime Web maps to typed arrays. */
export type Tensor =
  | { readonly type: 'float32'; readonly dims: readonly number[]; readonly data: Float32Array }
  /** IEEE half floats as their bit patterns. */
  | { readonly type: 'float16'; readonly dims: readonly number[]; readonly data: Uint16Array }
  | { readonly type: 'float64'; readonly dims: readonly number[]; readonly data: Float64Array }
  | { readonly type: 'int64'; readonly dims: readonly number[]; readonly data: BigInt64Array }
  | { readonly type: 'int32'; readonly dims: readonly number[]; readonly data: Int32Array }
  | { readonly type: 'uint8'; readonly dims: readonly number[]; readonly data: Uint8Array }
  | { readonly type: 'int8'; readonly dims: readonly number[]; readonly data: Int8Array }
  | { readonly type: 'bool'; readonly dims: readonly number[]; readonly data: Uint8Array }

export type TensorType = Tensor['type']

/** Number of elements in a tensor of this shape; 1 for a scalar's empty shape. */
export function elementCount(dims: readonly number[]): number {
  return dims.reduce((product, size) => product * size, 1)
}
