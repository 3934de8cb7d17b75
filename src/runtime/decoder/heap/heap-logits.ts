import { halvesToFloats } from '../../../core/tensors/float16.ts'
import { current, type RawModule } from '../../raw-module.ts'
import type { RawSession } from '../../session.ts'
import { unsupported } from '../roles.ts'
import { bytesOf, locate, type Located } from './heap-tensor.ts'

/** Logits `[1, positions, vocabulary]` in the heap, until the next run. */
export interface HeapLogits {
  readonly count: number
  /** Looked at where it lies, unless it has to be converted. A graph that gives one row gives it for the last position. */
  row(position: number): Float32Array
}

/** @throws VitrineError `export-unsupported` */
export function readHeapLogits(
  module: RawModule,
  tensor: number,
  traffic: RawSession['traffic'],
): HeapLogits {
  const { type, address, dims } = locate(module, tensor)
  const vocabulary = dims.at(-1) ?? 0
  if (type !== 'float32' && type !== 'float16') throw notFloats(type)
  const count = vocabulary === 0 ? 0 : bytesOf(type, dims) / bytesOf(type, [vocabulary])
  if (count === 0) throw unsupported('It gives no logits')
  return {
    count,
    row(position) {
      const start = address + bytesOf(type, [vocabulary]) * Math.min(position, count - 1)
      const { buffer } = current(module).HEAPU8
      if (type === 'float32') return new Float32Array(buffer, start, vocabulary)
      traffic.bytesOut += bytesOf(type, [vocabulary])
      return halvesToFloats(new Uint16Array(buffer, start, vocabulary))
    },
  }
}

function notFloats(type: Located['type']) {
  return unsupported(`Its logits are ${type}, not float32 or float16`)
}
