import { VitrineError } from '../protocol/errors.ts'

const mostPredictions = 10

/** @throws VitrineError `setting-out-of-range` */
export function checkTopK(k: number): void {
  if (Number.isInteger(k) && k >= 1 && k <= mostPredictions) return
  const range = `a whole number from 1 to ${mostPredictions}`
  throw new VitrineError('setting-out-of-range', { setting: 'Top-k', value: k, range })
}
