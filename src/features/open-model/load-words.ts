import type { LoadEstimate } from '../../queries/load-estimate.ts'
import { formatSize } from '../../ui/format.ts'

/** How far a load is, for people. */
export function loadWords(estimate: LoadEstimate | undefined): string {
  if (estimate === undefined) return 'Starting…'
  const { stage, loadedBytes, totalBytes, secondsLeft, waiting } = estimate
  if (waiting?.for === 'other-tab') return 'Another tab is downloading this model'
  if (stage === 'prepare') return 'Here; getting ready…'
  // Some servers do not say how much there is to come.
  const amount =
    totalBytes > 0 ? ofWhole(loadedBytes, totalBytes) : `${inMegabytes(loadedBytes)} MB so far`
  if (waiting !== undefined)
    return `${amount} · the connection was cut: trying again in ${waiting.seconds} s`
  return secondsLeft === undefined ? amount : `${amount} · ${secondsLeft} s left`
}

function ofWhole(loadedBytes: number, totalBytes: number): string {
  if (totalBytes < 100_000) return `${formatSize(loadedBytes)} of ${formatSize(totalBytes)}`
  return `${inMegabytes(loadedBytes)} of ${inMegabytes(totalBytes)} MB`
}

function inMegabytes(sizeBytes: number): string {
  return (sizeBytes / 1e6).toFixed(1)
}
