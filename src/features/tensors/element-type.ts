/** What can stand in a tensor of some type. */
export type ElementType =
  | { readonly kind: 'float' }
  | { readonly kind: 'integer'; readonly min: bigint; readonly max: bigint }
  | { readonly kind: 'boolean' }
  | { readonly kind: 'string' }

function integer(bits: bigint, isSigned: boolean): ElementType {
  const half = 2n ** (bits - 1n)
  return isSigned
    ? { kind: 'integer', min: -half, max: half - 1n }
    : { kind: 'integer', min: 0n, max: 2n * half - 1n }
}

const types: ReadonlyMap<string, ElementType> = new Map([
  ['float16', { kind: 'float' }],
  ['float32', { kind: 'float' }],
  ['float64', { kind: 'float' }],
  ['int8', integer(8n, true)],
  ['int16', integer(16n, true)],
  ['int32', integer(32n, true)],
  ['int64', integer(64n, true)],
  ['uint8', integer(8n, false)],
  ['uint16', integer(16n, false)],
  ['uint32', integer(32n, false)],
  ['uint64', integer(64n, false)],
  ['bool', { kind: 'boolean' }],
  ['string', { kind: 'string' }],
])

/** Undefined for types that cannot be given here, such as bfloat16. */
export function elementTypeOf(type: string): ElementType | undefined {
  return types.get(type)
}
