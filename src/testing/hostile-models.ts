/**
 * Models that somebody damaged, by chance or on purpose, from one seed: the same ones everywhere. The kinds that are
 * made by hand stand in `hostile-kinds.ts`; here are those that are made by the thousand.
 */
import { createRandom } from '../core/decoding/random.ts'
import { float32s, int64s, onnxModel } from './onnx-writer.ts'

export interface HostileModel {
  /** What was done to it; a file name without its ending. */
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
}

/** A small picture classifier that runs: convolution, pooling, one matrix. */
export function goodModel(): Uint8Array<ArrayBuffer> {
  const random = createRandom(7)
  const weights = (count: number) =>
    float32s(Array.from({ length: count }, () => (random() - 0.5) / 4))
  return onnxModel({
    producer: 'vitrine tests',
    inputs: [{ name: 'x', dims: [1, 3, 16, 16] }],
    outputs: [{ name: 'y', dims: [1, 10] }],
    nodes: [
      {
        op: 'Conv',
        inputs: ['x', 'W', 'B'],
        outputs: ['c'],
        attributes: { pads: { ints: [1, 1, 1, 1] } },
      },
      { op: 'Relu', inputs: ['c'], outputs: ['r'] },
      {
        op: 'MaxPool',
        inputs: ['r'],
        outputs: ['p'],
        attributes: { kernel_shape: { ints: [4, 4] }, strides: { ints: [4, 4] } },
      },
      { op: 'Flatten', inputs: ['p'], outputs: ['f'] },
      { op: 'MatMul', inputs: ['f', 'W2'], outputs: ['m'] },
      { op: 'Softmax', inputs: ['m'], outputs: ['y'], attributes: { axis: { int: 1 } } },
    ],
    initialisers: [
      { name: 'W', dims: [8, 3, 3, 3], raw: weights(216) },
      { name: 'B', dims: [8], raw: weights(8) },
      { name: 'W2', dims: [128, 10], raw: weights(1280) },
    ],
    metadata: { classes: 'ten' },
  })
}

/** Other operators, another file's worth of fields: attention-like, with shapes that are computed. */
export function otherGoodModel(): Uint8Array<ArrayBuffer> {
  const matrix = float32s(Array.from({ length: 64 }, (_, i) => Math.sin(i) / 4))
  return onnxModel({
    opsets: { '': 17, 'com.microsoft': 1 },
    inputs: [
      { name: 'ids', type: 'int64', dims: ['batch', 4] },
      { name: 'on', type: 'bool', dims: [] },
    ],
    outputs: [{ name: 'scores', dims: ['batch', 4, 8] }],
    nodes: [
      { op: 'Gather', inputs: ['table', 'ids'], outputs: ['e'], attributes: { axis: { int: 0 } } },
      { op: 'MatMul', inputs: ['e', 'Q'], outputs: ['q'] },
      { op: 'Transpose', inputs: ['e'], outputs: ['t'], attributes: { perm: { ints: [0, 2, 1] } } },
      { op: 'MatMul', inputs: ['q', 't'], outputs: ['a'] },
      { op: 'Softmax', inputs: ['a'], outputs: ['s'] },
      { op: 'MatMul', inputs: ['s', 'e'], outputs: ['v'] },
      { op: 'Reshape', inputs: ['v', 'shape'], outputs: ['w'] },
      { op: 'Gelu', domain: 'com.microsoft', inputs: ['w'], outputs: ['g'] },
      {
        op: 'If',
        inputs: ['on'],
        outputs: ['scores'],
        attributes: {
          then_branch: {
            graph: {
              outputs: [{ name: 'h' }],
              nodes: [{ op: 'Neg', inputs: ['g'], outputs: ['h'] }],
            },
          },
          else_branch: {
            graph: {
              outputs: [{ name: 'i' }],
              nodes: [{ op: 'Identity', inputs: ['g'], outputs: ['i'] }],
            },
          },
        },
      },
    ],
    initialisers: [
      { name: 'table', dims: [8, 8], raw: matrix },
      { name: 'Q', dims: [8, 8], raw: matrix },
      { name: 'shape', type: 'int64', dims: [3], raw: int64s([-1, 4, 8]) },
    ],
  })
}

type Bytes = Uint8Array<ArrayBuffer>
type Random = () => number

const below = (random: Random, limit: number) => Math.floor(random() * limit)
const oneOf = <T>(random: Random, all: readonly T[]): T => all[below(random, all.length)]!

/** Where the structure lies, and not weights: at both ends. */
function place(random: Random, length: number): number {
  const where = [
    () => below(random, Math.min(length, 400)),
    () => length - 1 - below(random, Math.min(length, 400)),
    () => below(random, length),
  ]
  return oneOf(random, where)()
}

function flipped(random: Random, good: Bytes): Bytes {
  const bytes = good.slice()
  for (let left = oneOf(random, [1, 1, 2, 5, 20, 100]); left > 0; left--) {
    bytes[place(random, bytes.length)]! ^= 1 << below(random, 8)
  }
  return bytes
}

/** Bytes that mean much to a reader of protobuf: lengths without end, -1, the ends of ranges. */
function overwritten(random: Random, good: Bytes): Bytes {
  const bytes = good.slice()
  for (let left = 1 + below(random, 4); left > 0; left--) {
    bytes[place(random, bytes.length)] = oneOf(random, [0, 1, 0x7f, 0x80, 0xff])
  }
  return bytes
}

function spliced(random: Random, good: Bytes, other: Bytes): Bytes {
  const head = good.slice(0, place(random, good.length))
  const tail = (random() < 0.5 ? good : other).slice(place(random, other.length))
  return Uint8Array.from([...head, ...tail])
}

/** A piece is missing in the middle, or stands there twice. */
function shifted(random: Random, good: Bytes): Bytes {
  const at = place(random, good.length)
  const count = 1 + below(random, 16)
  const back = random() < 0.5 ? at + count : Math.max(0, at - count)
  return Uint8Array.from([...good.subarray(0, at), ...good.subarray(back)])
}

function noise(random: Random, good: Bytes): Bytes {
  const bytes = Uint8Array.from({ length: oneOf(random, [1, 16, 256, 4096]) }, () =>
    below(random, 256),
  )
  // Half of them begin like a model, so that the first bytes do not give them away.
  if (random() < 0.5) bytes.set(good.subarray(0, Math.min(bytes.length, 24)))
  return bytes
}

/** @returns as many different ways to damage a model, the same ones for the same seed */
export function damagedModels(seed: number, count: number): HostileModel[] {
  const random = createRandom(seed)
  const models = [goodModel(), otherGoodModel()] as const
  return Array.from({ length: count }, (_, index): HostileModel => {
    const [good, other] = random() < 0.6 ? models : ([models[1], models[0]] as const)
    const share = random()
    if (share < 0.45) return { name: `flipped-${index}`, bytes: flipped(random, good) }
    if (share < 0.65) return { name: `overwritten-${index}`, bytes: overwritten(random, good) }
    if (share < 0.75) {
      return { name: `cut-${index}`, bytes: good.slice(0, below(random, good.length)) }
    }
    if (share < 0.85) return { name: `spliced-${index}`, bytes: spliced(random, good, other) }
    if (share < 0.92) return { name: `shifted-${index}`, bytes: shifted(random, good) }
    return { name: `noise-${index}`, bytes: noise(random, good) }
  })
}

/** Copies of one file with a single bit changed, anywhere. */
export function bitFlips(bytes: Bytes, seed: number, count: number): Bytes[] {
  const random = createRandom(seed)
  return Array.from({ length: count }, () => {
    const copy = bytes.slice()
    copy[below(random, copy.length)]! ^= 1 << below(random, 8)
    return copy
  })
}
