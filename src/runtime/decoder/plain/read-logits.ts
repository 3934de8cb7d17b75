import { halvesToFloats } from '../../../core/tensors/float16.ts'
import type { OrtTensor } from '../feeds.ts'
import { unsupported } from '../roles.ts'

/** Logits `[1, positions, vocabulary]`, read from wherever they lay. */
export interface LogitRows {
  /** A graph that gives a single one gives it for the last position. */
  readonly count: number
  row(position: number): Float32Array
}

/**
 * The tensor is used up.
 * @throws VitrineError `export-unsupported`
 */
export async function readLogits(logits: OrtTensor): Promise<LogitRows> {
  const { type, dims } = logits
  const vocabulary = dims.at(-1) ?? 0
  const data = await logits.getData(true)
  if (!ArrayBuffer.isView(data) || (type !== 'float32' && type !== 'float16')) {
    throw unsupported(`Its logits are ${type}, not float32 or float16`)
  }
  const { buffer, byteOffset, byteLength } = data
  const rowBytes = (type === 'float32' ? 4 : 2) * vocabulary
  const count = vocabulary === 0 ? 0 : Math.floor(byteLength / rowBytes)
  if (count === 0) throw unsupported('It gives no logits')
  return {
    count,
    row(position) {
      const start = byteOffset + rowBytes * Math.min(position, count - 1)
      return type === 'float32'
        ? new Float32Array(buffer, start, vocabulary)
        : // Where the browser has Float16Array the package hands that out; bit patterns are the same bytes.
          halvesToFloats(new Uint16Array(buffer, start, vocabulary))
    },
  }
}
