import { VitrineError } from '../../protocol/errors.ts'
import type { GenerationSettings } from '../../protocol/manifest.ts'
import {
  settingKeys,
  type SettingKey,
  type SettingSpec,
  type SettingSpecs,
} from './setting-specs.ts'

/** Settings as they stand in their fields: text that need not be numbers yet. */
export type SettingsDraft = Readonly<Record<SettingKey, string>>

export function draftOf(settings: GenerationSettings): SettingsDraft {
  return mapSettings((key) => String(settings[key]))
}

/** The number that stands in a field, or undefined when it is none or out of range. */
export function parseSetting(spec: SettingSpec, raw: string): number | undefined {
  const value = raw.trim() === '' ? NaN : Number(raw)
  const isGood = value >= spec.min && value <= spec.max
  return isGood && (!spec.isWhole || Number.isInteger(value)) ? value : undefined
}

/** @throws VitrineError `setting-out-of-range` for the first field that will not do */
export function parseSettings(specs: SettingSpecs, draft: SettingsDraft): GenerationSettings {
  return mapSettings((key) => {
    const spec = specs[key]
    const value = parseSetting(spec, draft[key])
    if (value !== undefined) return value
    throw new VitrineError('setting-out-of-range', {
      setting: spec.label,
      value: draft[key].trim() || 'empty',
      range: rangeWords(spec),
    })
  })
}

export function rangeWords({ min, max, isWhole }: SettingSpec): string {
  return `${isWhole ? 'a whole number from ' : ''}${min} to ${max.toLocaleString('en-US')}`
}

function mapSettings<Value>(of: (key: SettingKey) => Value): Record<SettingKey, Value> {
  const values: Partial<Record<SettingKey, Value>> = {}
  for (const key of settingKeys) values[key] = of(key)
  return values as Record<SettingKey, Value>
}

/** Input and settings as they travel behind the "#" of an address: what is not said is the default. */
export function writeShared(
  prompt: string,
  draft: SettingsDraft,
  defaults: GenerationSettings,
): URLSearchParams {
  const state = new URLSearchParams({ prompt })
  const usual = draftOf(defaults)
  for (const key of settingKeys) if (draft[key] !== usual[key]) state.set(key, draft[key])
  return state
}

/** What an address says, values that will not do left out; undefined when it says nothing of ours. */
export function readShared(
  state: URLSearchParams,
  specs: SettingSpecs,
  defaults: GenerationSettings,
): { prompt: string; draft: SettingsDraft } | undefined {
  if (!['prompt', ...settingKeys].some((key) => state.has(key))) return undefined
  const usual = draftOf(defaults)
  const draft = mapSettings((key) => {
    const raw = state.get(key)
    return raw !== null && parseSetting(specs[key], raw) !== undefined ? raw : usual[key]
  })
  return { prompt: state.get('prompt') ?? '', draft }
}
