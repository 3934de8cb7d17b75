import type { Agreement } from '../../core/evaluation/parity.ts'
import type { Checked } from './use-parity.ts'

/** What a comparison found, number by number. */
export function agreementWords(agreement: Agreement): string {
  const { isEqual, isSameOrder, probDifference, logitDifference } = agreement
  const parts = [
    isSameOrder === undefined
      ? undefined
      : isSameOrder
        ? 'the same classes in the same order'
        : 'other classes or another order',
    probDifference === undefined
      ? undefined
      : `probabilities differ by at most ${short(probDifference)}`,
    logitDifference === undefined
      ? undefined
      : `the model’s own numbers by at most ${short(logitDifference)}`,
  ].filter((part) => part !== undefined)
  return `${isEqual ? 'Equal' : 'Differs'}: ${parts.join(', ')} (tolerance ${agreement.tolerance}).`
}

export function summaryWords(checked: readonly Checked[], total: number): string {
  const equal = checked.filter((one) => one.status === 'compared' && one.agreement.isEqual).length
  return equal === total
    ? `All ${total} agree with the author’s reference.`
    : `${equal} of ${total} agree with the author’s reference.`
}

function short(difference: number): string {
  if (!Number.isFinite(difference)) return 'more than can be said'
  return difference === 0
    ? '0'
    : difference < 1e-6
      ? 'less than 0.000001'
      : String(Number(difference.toPrecision(2)))
}
