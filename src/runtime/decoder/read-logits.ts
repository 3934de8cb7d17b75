import { halvesToFloats } from '../../core/float16.ts'
import type { OrtTensor } from './feeds.ts'
import { unsupported } from './roles.ts'

/**
 * The logits of one position out of `[1, positions, vocabulary]`, wherever they lie; the tensor is used up. A graph
 * that gives a single row gives it for the last position.
 * @param position counted from the first that was fed
 */
export async function readLogits(logits: OrtTensor, position: number): Promise<Float32Array> {
  const { type, dims } = logits
  const vocabulary = dims.at(-1) ?? 0
  const data = await logits.getData(true)
  if (!ArrayBuffer.isView(data) || (type !== 'float32' && type !== 'float16')) {
    throw unsupported(`Its logits are ${type}, not float32 or float16`)
  }
  const bytesEach = type === 'float32' ? 4 : 2
  const rows = Math.floor(data.byteLength / (bytesEach * vocabulary))
  if (vocabulary === 0 || rows === 0) throw unsupported('It gives no logits')
  const start = data.byteOffset + bytesEach * vocabulary * Math.min(position, rows - 1)
  return type === 'float32'
    ? new Float32Array(data.buffer, start, vocabulary)
    : // Where the browser has Float16Array the package hands that out; bit patterns are the same bytes.
      halvesToFloats(new Uint16Array(data.buffer, start, vocabulary))
}
