import type { Traffic } from '../../protocol/tasks.ts'
import type { NextLogits } from './next-logits.ts'

/** A decoder as `pipelines/ports.ts` wants it; what the calls mean is said there. */
export interface TokenDecoder {
  readonly traffic: Traffic
  readonly longestAppend?: number
  append(ids: readonly number[]): Promise<NextLogits>
  appendEach(
    ids: readonly number[],
    visit: (logits: Float32Array, index: number) => void,
  ): Promise<void>
  rewind(length: number): Promise<number>
  /** Gives back what it holds of the device, where that is not simply forgotten. It cannot be used any more. */
  close?(): void
  appendGreedily?(count: number): Promise<{
    readonly taken: readonly Awaited<ReturnType<NextLogits['best']>>[]
    readonly next: NextLogits
  }>
}
