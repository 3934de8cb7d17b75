import { generationLimits } from '../core/decoding/generation-limits.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { GenerationSettings } from '../protocol/manifest.ts'

/**
 * Throws `setting-out-of-range` for the first setting that no generation can run with, called by the name that its
 * field has on the page.
 * @param fewest new tokens that make sense
 */
export function checkSettings(
  settings: GenerationSettings,
  contextLength: number,
  fewest: 0 | 1,
): void {
  const { maxNewTokens, temperature, topK, topP, repetitionPenalty, seed } = settings
  expectWhole('Max new tokens', maxNewTokens, { min: fewest, max: contextLength })
  expectWithin('Temperature', temperature, generationLimits.temperature)
  expectWhole('Top-k', topK, generationLimits.topK)
  expectWithin('Top-p', topP, generationLimits.topP)
  expectWithin('Repetition penalty', repetitionPenalty, generationLimits.repetitionPenalty)
  expectWhole('Seed', seed, generationLimits.seed)
}

// Written so that NaN falls outside of every range.
/** Both ends included. */
interface Limits {
  readonly min: number
  readonly max: number
}

function expectWithin(setting: string, value: number, limits: Limits): void {
  const { min, max } = limits
  if (!(value >= min && value <= max)) throw outOfRange(setting, value, rangeOf(limits))
}

function expectWhole(setting: string, value: number, limits: Limits): void {
  expectWithin(setting, value, limits)
  if (!Number.isInteger(value)) {
    throw outOfRange(setting, value, `a whole number ${rangeOf(limits)}`)
  }
}

const rangeOf = ({ min, max }: Limits) =>
  `from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`

const outOfRange = (setting: string, value: number, range: string) =>
  new VitrineError('setting-out-of-range', { setting, value, range })
