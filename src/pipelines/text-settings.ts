import { VitrineError } from '../protocol/errors.ts'
import type { GenerationSettings } from '../protocol/manifest.ts'

/**
 * Throws `setting-out-of-range` for the first setting that no generation can run with, called by the name that its
 * field has on the page.
 */
export function checkSettings(settings: GenerationSettings, contextLength: number): void {
  const { maxNewTokens, temperature, topK, topP, repetitionPenalty, seed } = settings
  expectWhole('Max new tokens', maxNewTokens, 1, contextLength)
  expectWithin('Temperature', temperature, 0, 5)
  expectWhole('Top-k', topK, 0, 1000)
  if (!(topP > 0 && topP <= 1)) throw outOfRange('Top-p', topP, 'above 0 and at most 1')
  expectWithin('Repetition penalty', repetitionPenalty, 0.1, 5)
  expectWhole('Seed', seed, 0, 2 ** 32 - 1)
}

// Written so that NaN falls outside of every range.
function expectWithin(setting: string, value: number, min: number, max: number): void {
  if (!(value >= min && value <= max)) throw outOfRange(setting, value, rangeOf(min, max))
}

function expectWhole(setting: string, value: number, min: number, max: number): void {
  expectWithin(setting, value, min, max)
  if (!Number.isInteger(value)) {
    throw outOfRange(setting, value, `a whole number ${rangeOf(min, max)}`)
  }
}

const rangeOf = (min: number, max: number) =>
  `from ${min.toLocaleString('en-US')} to ${max.toLocaleString('en-US')}`

const outOfRange = (setting: string, value: number, range: string) =>
  new VitrineError('setting-out-of-range', { setting, value, range })
