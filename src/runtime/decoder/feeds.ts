import type { RawSession } from '../session.ts'
import type { Ort } from '../ort.ts'
import { unsupported, type IntegerInput, type NumberInput } from './roles.ts'

export type OrtTensor = Ort.Tensor
export type Feeds = Record<string, OrtTensor>

/** A row of integers as a `[1, n]` tensor of the input's own type. */
export function rowTensor(
  { ort }: Pick<RawSession, 'ort'>,
  { type }: IntegerInput,
  values: readonly number[],
): OrtTensor {
  const dims = [1, values.length]
  return type === 'int64'
    ? new ort.Tensor('int64', BigInt64Array.from(values, BigInt), dims)
    : new ort.Tensor('int32', Int32Array.from(values), dims)
}

/** One number in the type and the shape that its input wants. */
export function numberTensor(
  { ort }: Pick<RawSession, 'ort'>,
  { type, dims }: NumberInput,
  value: number,
): OrtTensor {
  if (type === 'bool') return new ort.Tensor('bool', Uint8Array.of(value), dims)
  return type === 'int64'
    ? new ort.Tensor('int64', BigInt64Array.of(BigInt(value)), dims)
    : new ort.Tensor('int32', Int32Array.of(value), dims)
}

/**
 * Parts of an endless row whose value at each place never changes, as positions and an attention mask are: written
 * ahead into one array, so that a step costs a view and no copy.
 */
export function createEndlessRow(
  { ort }: Pick<RawSession, 'ort'>,
  { type }: IntegerInput,
  valueAt: (place: number) => number,
): (from: number, to: number) => OrtTensor {
  let bigs = new BigInt64Array(0)
  let smalls = new Int32Array(0)
  return (from, to) => {
    const dims = [1, to - from]
    if (type === 'int64') {
      if (bigs.length < to) {
        bigs = BigInt64Array.from({ length: grown(to) }, (_, place) => BigInt(valueAt(place)))
      }
      return new ort.Tensor('int64', bigs.subarray(from, to), dims)
    }
    if (smalls.length < to) {
      smalls = Int32Array.from({ length: grown(to) }, (_, place) => valueAt(place))
    }
    return new ort.Tensor('int32', smalls.subarray(from, to), dims)
  }
}

function grown(needed: number): number {
  return Math.max(256, 2 ** Math.ceil(Math.log2(needed)))
}

export function tensorNamed(
  results: Ort.InferenceSession.OnnxValueMapType,
  name: string,
): OrtTensor {
  const tensor = results[name]
  if (tensor === undefined) throw unsupported(`It gives no output “${name}”`)
  return tensor
}
