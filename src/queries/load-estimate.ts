import type { LoadProgress } from '../protocol/calls.ts'

/** How far a load is, and when it will be done at the speed it had so far. */
export interface LoadEstimate extends LoadProgress {
  /** 0 to 100, or undefined while the size is not known. */
  readonly percent: number | undefined
  /** Undefined until there is something to judge by, and when nothing is left to come. */
  readonly secondsLeft: number | undefined
  /** The first word of this load: what had arrived by then came from a cache, at another speed. */
  readonly first: { readonly atMs: number; readonly loadedBytes: number }
}

/** Before this long, a rate is mostly noise. */
const judgeAfterMs = 400

/** @param nowMs milliseconds since some fixed moment */
export function nextEstimate(
  before: LoadEstimate | undefined,
  progress: LoadProgress,
  nowMs: number,
): LoadEstimate {
  const { stage, totalBytes, waiting } = progress
  // Files arrive in parallel and may be read twice; a bar that goes back helps nobody.
  const loadedBytes = Math.max(progress.loadedBytes, before?.loadedBytes ?? 0)
  const first = before?.first ?? { atMs: nowMs, loadedBytes }
  const elapsedMs = nowMs - first.atMs
  const bytesPerMs = (loadedBytes - first.loadedBytes) / elapsedMs
  const leftBytes = totalBytes - loadedBytes
  const canJudge = elapsedMs >= judgeAfterMs && bytesPerMs > 0 && leftBytes > 0
  return {
    stage,
    loadedBytes,
    totalBytes,
    first,
    percent: totalBytes > 0 ? Math.min(100, (100 * loadedBytes) / totalBytes) : undefined,
    ...(waiting && { waiting }),
    secondsLeft: canJudge ? Math.ceil(leftBytes / bytesPerMs / 1000) : undefined,
  }
}
