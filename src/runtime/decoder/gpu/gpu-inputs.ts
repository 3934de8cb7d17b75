import type { Gpu } from '../../gpu.ts'
import type { RawSession } from '../../session.ts'
import { createEndlessRow, numberTensor, type Feeds } from '../feeds.ts'
import { numberFor, type DecoderRoles, type IntegerInput } from '../roles.ts'
import { createTensorBuffer } from './gpu-buffers.ts'

interface Step {
  /** Absent: the one that is in the buffer already. */
  readonly ids?: readonly number[]
  readonly from: number
  readonly to: number
  /** How many positions shall have logits, where the graph asks. */
  readonly keep: number
}

/** What a step is fed besides the cache. */
export interface GpuInputs {
  /** Where the next step finds its id. */
  readonly ids: GPUBuffer
  feeds(step: Step): Feeds
  close(): void
}

/**
 * What changes from step to step is written into buffers that stay. How many tokens there are is known here before the
 * GPU gets to it, so that nothing has to be counted there.
 *
 * In a session that does not record, some of it comes from the CPU at each step: the mask and the positions, of which
 * graphs make shapes and other masks there, and would first read them back; and the numbers, apart from the one that
 * attention reads on the GPU.
 *
 * @param longest most ids of a step
 */
export function createGpuInputs(
  roles: DecoderRoles,
  raw: Pick<RawSession, 'ort'>,
  gpu: Gpu,
  { longest, captures }: { readonly longest: number; readonly captures: boolean },
): GpuInputs {
  const { ort } = raw
  const { device } = gpu
  const { ids: idsInput, mask, positions, sequenceLengths } = roles
  const made: GPUBuffer[] = []
  const bufferFor = (name: string, bytes: number) => {
    const buffer = createTensorBuffer(gpu, name, bytes)
    made.push(buffer)
    return buffer
  }
  const writeRow = ({ type }: IntegerInput, buffer: GPUBuffer, values: readonly number[]) => {
    device.queue.writeBuffer(
      buffer,
      0,
      type === 'int64' ? BigInt64Array.from(values, BigInt) : Int32Array.from(values),
    )
  }
  const rowOn = ({ type }: IntegerInput, buffer: GPUBuffer, count: number) =>
    ort.Tensor.fromGpuBuffer(buffer, { dataType: type, dims: [1, count] })

  const ids = bufferFor('ids', longest * 8)
  const places = positions && captures ? bufferFor('positions', longest * 8) : undefined
  const placesFrom = positions && createEndlessRow(raw, positions, (place) => place)
  const maskUpTo = mask && createEndlessRow(raw, mask, () => 1)
  const numbers = Object.values(roles.numbers).map((input) => ({
    input,
    buffer: captures || input.name === sequenceLengths ? bufferFor(input.name, 8) : undefined,
  }))

  return {
    ids,
    feeds(step) {
      const { from, to } = step
      const count = to - from
      if (step.ids !== undefined) writeRow(idsInput, ids, step.ids)
      const feeds: Feeds = { [idsInput.name]: rowOn(idsInput, ids, count) }
      if (mask && maskUpTo) feeds[mask.name] = maskUpTo(0, to)
      if (positions && placesFrom) feeds[positions.name] = placesFrom(from, to)
      if (positions && places) {
        writeRow(
          positions,
          places,
          Array.from({ length: count }, (_, index) => from + index),
        )
        feeds[positions.name] = rowOn(positions, places, count)
      }
      for (const { input, buffer } of numbers) {
        const { name, type, dims } = input
        const value = numberFor(roles, name, step)
        if (buffer === undefined || type === 'bool') {
          feeds[name] = numberTensor(raw, input, value)
          continue
        }
        writeRow({ name, type }, buffer, [value])
        feeds[name] = ort.Tensor.fromGpuBuffer(buffer, { dataType: type, dims })
      }
      return feeds
    },
    close() {
      for (const buffer of made) buffer.destroy()
    },
  }
}
