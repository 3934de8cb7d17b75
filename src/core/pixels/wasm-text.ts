/**
 * WebAssembly written as lists of numbers: just what `resample-simd.ts` needs of it, so that no compiler stands
 * between its source and the page. Names are the specification's, with "_" for ".".
 */

/** As the binary format writes whole numbers without a sign; the signed ones below 64 look the same. */
function leb(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...leb(value >>> 7)]
}

const simd = (code: number) => [0xfd, ...leb(code)]
/** Of a load or store: what its address is a multiple of, as a power of two (1 is always right), and an offset. */
const at = (offset: number) => [0, ...leb(offset)]

export const wasm = {
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  tee: (local: number) => [0x22, local],
  /** `-64 ≤ value < 64` */
  const: (value: number) => [0x41, value & 127],
  add: [0x6a],
  sub: [0x6b],
  mul: [0x6c],
  lessThanUnsigned: [0x49],
  load: (offset = 0) => [0x28, ...at(offset)],
  /** Repeats its body for as long as that leaves a number other than 0. */
  loop: (...body: readonly number[][]) => [0x03, 0x40, ...body.flat(), 0x0d, 0, 0x0b],
  v128_load: (offset = 0) => [...simd(0), ...at(offset)],
  v128_load32_splat: (offset = 0) => [...simd(9), ...at(offset)],
  v128_store: (offset = 0) => [...simd(11), ...at(offset)],
  v128_load64_zero: (offset = 0) => [...simd(93), ...at(offset)],
  v128_store32_lane0: (offset = 0) => [...simd(90), ...at(offset), 0],
  shuffle: (lanes: readonly number[]) => [...simd(13), ...lanes],
  i32x4_splat: simd(17),
  i8x16_narrow_i16x8_u: simd(102),
  i16x8_narrow_i32x4_s: simd(133),
  i16x8_extend_low_i8x16_u: simd(137),
  i16x8_extend_high_i8x16_u: simd(138),
  i32x4_shl: simd(171),
  i32x4_shr_s: simd(172),
  i32x4_add: simd(174),
  i32x4_dot_i16x8_s: simd(186),
} as const

export interface WasmFunction {
  readonly name: string
  /** Numbers of 32 bits, which are locals 0, 1, …; it returns nothing. */
  readonly parameters: number
  /** Further locals, of 32 bits and then of 128. */
  readonly numbers: number
  readonly vectors: number
  readonly body: readonly (readonly number[])[]
}

/** A module that exports functions over a memory, which it imports as `env.memory`. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array<ArrayBuffer> {
  const i32 = 0x7f
  const v128 = 0x7b
  const each = (write: (one: WasmFunction, index: number) => number[]) => functions.flatMap(write)
  const count = leb(functions.length)
  return Uint8Array.from([
    ...signature,
    ...section(1, [
      ...count,
      ...each(({ parameters }) => [0x60, parameters, ...Array(parameters).fill(i32), 0]),
    ]),
    ...section(2, [1, ...text('env'), ...text('memory'), 2, 0, 0]),
    ...section(3, [...count, ...each((_, index) => leb(index))]),
    ...section(7, [...count, ...each(({ name }, index) => [...text(name), 0, ...leb(index)])]),
    ...section(10, [
      ...count,
      ...each(({ numbers, vectors, body }) =>
        sized([2, ...leb(numbers), i32, ...leb(vectors), v128, ...body.flat(), 0x0b]),
      ),
    ]),
  ])
}

/** "\0asm", version 1. */
const signature = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

function section(id: number, content: readonly number[]): number[] {
  return [id, ...sized(content)]
}

function sized(content: readonly number[]): number[] {
  return [...leb(content.length), ...content]
}

function text(value: string): number[] {
  return sized(Array.from(value, (character) => character.charCodeAt(0)))
}
