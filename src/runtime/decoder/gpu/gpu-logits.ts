import { halvesToFloats } from '../../../core/tensors/float16.ts'
import type { TokenProbability } from '../../../core/decoding/logits.ts'
import type { Gpu } from '../../gpu.ts'
import type { RawSession } from '../../session.ts'
import type { OrtTensor } from '../feeds.ts'
import { unsupported, type IntegerInput } from '../roles.ts'
import { createTensorBuffer, createTensorBuffers } from './gpu-buffers.ts'
import { createRanker, type Ranker } from './ranker.ts'
import { mostIds } from './ranking-slot.ts'
import { createStaging } from './staging.ts'

/** The logits of one position, in a buffer that stays. */
export interface GpuLogits {
  /** For the output of a step over one token. */
  readonly tensor: OrtTensor
  readonly ranker: Ranker
  /**
   * For the output of a step over more tokens.
   * @param tokens how many
   * @throws VitrineError `out-of-memory`
   */
  outputFor(tokens: number): Promise<OrtTensor>
  /** Copies the last position of such an output to its place. */
  takeLastOf(output: OrtTensor): void
  best(): Promise<readonly TokenProbability[]>
  values(): Promise<Float32Array>
  close(): void
}

/**
 * @param like the output of a first step, on the CPU, from which type and shape are learnt. Its last position is taken
 * over
 * @param tokens of that step
 * @throws VitrineError `export-unsupported`
 */
export async function createGpuLogits(
  { ort }: Pick<RawSession, 'ort'>,
  gpu: Gpu,
  like: OrtTensor,
  tokens: number,
  next: { readonly ids: GPUBuffer; readonly input: IntegerInput },
): Promise<GpuLogits> {
  const { device } = gpu
  const { type, dims, data } = like
  const vocabularySize = dims.at(-1) ?? 0
  if ((type !== 'float32' && type !== 'float16') || !ArrayBuffer.isView(data)) {
    throw unsupported(`Its logits are ${type}, not float32 or float16`)
  }
  if (vocabularySize === 0 || vocabularySize > mostIds) throw unsupported('It gives no logits')
  const bytes = vocabularySize * (type === 'float32' ? 4 : 2)
  // Copies on a GPU go by whole numbers of 32 bits.
  if (bytes % 4 !== 0) throw unsupported('Its 16-bit logits are an odd number')
  const rows = data.byteLength / bytes
  const rowsOf = (count: number) => (rows === tokens ? count : rows)

  const buffer = createTensorBuffer(gpu, 'logits', bytes)
  const lastRow = data.byteOffset + (rows - 1) * bytes
  device.queue.writeBuffer(buffer, 0, data.buffer, lastRow, bytes)
  const ranker = await createRanker(gpu, {
    logits: buffer,
    type,
    vocabularySize,
    ids: next.ids,
    idType: next.input.type,
  })
  const staging = createStaging(gpu)
  const tensorOn = (on: GPUBuffer, count: number, dispose?: () => void) =>
    ort.Tensor.fromGpuBuffer(on, {
      dataType: type,
      dims: dims.length < 3 ? dims : dims.with(dims.length - 2, rowsOf(count)),
      ...(dispose && { dispose }),
    })

  return {
    tensor: tensorOn(buffer, 1),
    ranker,
    async outputFor(count) {
      const [made] = await createTensorBuffers(gpu, 'logits of a prompt', [rowsOf(count) * bytes])
      return tensorOn(made!, count, () => made!.destroy())
    },
    takeLastOf(output) {
      const count = output.dims.reduce((product, dim) => product * dim, 1) / vocabularySize
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(output.gpuBuffer, (count - 1) * bytes, buffer, 0, bytes)
      device.queue.submit([encoder.finish()])
    },
    async best() {
      ranker.rank(0)
      const [ranking = []] = await ranker.read(1)
      return ranking
    },
    async values() {
      const encoder = device.createCommandEncoder()
      encoder.copyBufferToBuffer(buffer, 0, staging.bufferOf(bytes), 0, bytes)
      device.queue.submit([encoder.finish()])
      const copy = await staging.read(bytes)
      return type === 'float32' ? new Float32Array(copy) : halvesToFloats(new Uint16Array(copy))
    },
    close() {
      ranker.close()
      staging.close()
      buffer.destroy()
    },
  }
}
