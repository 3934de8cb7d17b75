/** `TensorProto.DataType` of onnx.proto: its names as the inspector shows them, and the bits of one element. */
const types: readonly (readonly [name: string, bits: number])[] = [
  ['unknown', 0],
  ['float32', 32],
  ['uint8', 8],
  ['int8', 8],
  ['uint16', 16],
  ['int16', 16],
  ['int32', 32],
  ['int64', 64],
  // A string has no fixed size.
  ['string', 0],
  ['bool', 8],
  ['float16', 16],
  ['float64', 64],
  ['uint32', 32],
  ['uint64', 64],
  ['complex64', 64],
  ['complex128', 128],
  ['bfloat16', 16],
  ['float8e4m3fn', 8],
  ['float8e4m3fnuz', 8],
  ['float8e5m2', 8],
  ['float8e5m2fnuz', 8],
  ['uint4', 4],
  ['int4', 4],
  ['float4e2m1', 4],
  ['float8e8m0', 8],
  ['uint2', 2],
  ['int2', 2],
]

/** "float32", "int64", …; "type 99" for a number that no version of ONNX knows yet. */
export function typeName(type: number): string {
  return types[type]?.[0] ?? `type ${type}`
}

/** The number of a type in onnx.proto. */
export function typeNumber(name: string): number {
  const number = types.findIndex(([known]) => known === name)
  if (number < 0) throw new RangeError(`no type is called ${name}`)
  return number
}

/** Bits of one element; `undefined` where elements have no fixed size or the type is not known. */
export function bitsOf(type: string): number | undefined {
  const bits = types.find(([name]) => name === type)?.[1]
  return bits === 0 ? undefined : bits
}

/** Whether elements of this type count as parameters: numbers, of whatever width. */
export function isNumeric(type: string): boolean {
  return type !== 'bool' && bitsOf(type) !== undefined
}

/** All that have a name. */
export const allTypes: readonly string[] = types.slice(1).map(([name]) => name)
