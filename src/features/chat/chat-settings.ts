import { generationLimits } from '../../core/generation-limits.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { GenerationSettings } from '../../protocol/manifest.ts'

export type SettingKey = keyof GenerationSettings
/** Settings as they stand in their fields: text that need not be numbers yet. */
export type SettingsDraft = Readonly<Record<SettingKey, string>>

export interface SettingSpec {
  readonly key: SettingKey
  readonly label: string
  readonly help: string
  readonly min: number
  readonly max: number
  readonly step: number
  readonly isWhole: boolean
}

/** In the order of the panel. */
export function settingSpecs(contextLength: number): readonly SettingSpec[] {
  const whole = { step: 1, isWhole: true }
  const { temperature, topK, topP, repetitionPenalty, seed } = generationLimits
  return [
    {
      key: 'maxNewTokens',
      label: 'Max new tokens',
      help: 'The longest answer. A token is a short word or a piece of a longer one.',
      min: 1,
      max: contextLength,
      ...whole,
    },
    {
      key: 'temperature',
      label: 'Temperature',
      help: '0 always takes the most probable token; the higher, the more it dares.',
      ...temperature,
      step: 0.05,
      isWhole: false,
    },
    {
      key: 'topK',
      label: 'Top-k',
      help: 'Chooses among this many of the most probable tokens; 0 means among all.',
      ...topK,
      ...whole,
    },
    {
      key: 'topP',
      label: 'Top-p',
      help: 'Leaves out the improbable rest once the others add up to this; 1 keeps all.',
      ...topP,
      step: 0.01,
      isWhole: false,
    },
    {
      key: 'repetitionPenalty',
      label: 'Repetition penalty',
      help: 'Above 1, tokens that are already there become less likely.',
      ...repetitionPenalty,
      step: 0.05,
      isWhole: false,
    },
    {
      key: 'seed',
      label: 'Seed',
      help: 'The same seed gives the same answer to the same words again.',
      ...seed,
      ...whole,
    },
  ]
}

export function draftOf(settings: GenerationSettings): SettingsDraft {
  const { maxNewTokens, temperature, topK, topP, repetitionPenalty, seed } = settings
  return {
    maxNewTokens: String(maxNewTokens),
    temperature: String(temperature),
    topK: String(topK),
    topP: String(topP),
    repetitionPenalty: String(repetitionPenalty),
    seed: String(seed),
  }
}

/** The number that stands in a field, or undefined when it is none or out of range. */
export function parseSetting(spec: SettingSpec, raw: string): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  const isGood = value >= spec.min && value <= spec.max
  return isGood && (!spec.isWhole || Number.isInteger(value)) ? value : undefined
}

export function rangeWords({ min, max, isWhole }: SettingSpec): string {
  return `${isWhole ? 'a whole number from ' : ''}${min} to ${max.toLocaleString('en-US')}`
}

/** @throws VitrineError `setting-out-of-range` for the first field that will not do */
export function parseSettings(
  specs: readonly SettingSpec[],
  draft: SettingsDraft,
): GenerationSettings {
  const values = specs.map((spec) => {
    const value = parseSetting(spec, draft[spec.key])
    if (value !== undefined) return [spec.key, value] as const
    throw new VitrineError('setting-out-of-range', {
      setting: spec.label,
      value: draft[spec.key].trim() || 'empty',
      range: rangeWords(spec),
    })
  })
  return Object.fromEntries(values) as Record<SettingKey, number>
}

/** Settings as they travel behind the "#" of an address: what is not said is the default. The conversation stays here. */
export function writeShared(draft: SettingsDraft, defaults: GenerationSettings): URLSearchParams {
  const usual = draftOf(defaults)
  const said = Object.entries(draft).filter(([key, raw]) => raw !== usual[key as SettingKey])
  return new URLSearchParams(said)
}

/** What an address says, values that will not do left out. */
export function readShared(
  state: URLSearchParams,
  specs: readonly SettingSpec[],
  defaults: GenerationSettings,
): SettingsDraft {
  const draft: Record<SettingKey, string> = { ...draftOf(defaults) }
  for (const spec of specs) {
    const raw = state.get(spec.key)
    if (raw !== null && parseSetting(spec, raw) !== undefined) draft[spec.key] = raw
  }
  return draft
}

export function randomSeed(): number {
  return Math.floor(Math.random() * (generationLimits.seed.max + 1))
}
