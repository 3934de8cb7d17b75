/** How a text is generated, as people set it and as addresses keep it. Every page of a language model has the same. */
import { generationLimits } from '../core/decoding/generation-limits.ts'
import { parseNumber, rangeWords, type NumberRange } from '../core/tensors/number-range.ts'
import { VitrineError } from './errors.ts'
import type { GenerationSettings } from './manifest.ts'

export type SettingKey = keyof GenerationSettings

/** In the order of the panel. */
export const settingKeys = [
  'maxNewTokens',
  'temperature',
  'topK',
  'topP',
  'repetitionPenalty',
  'seed',
] as const satisfies readonly SettingKey[]

export interface SettingSpec extends NumberRange {
  readonly label: string
  /** In plain words, for somebody who meets it for the first time. */
  readonly help: string
  readonly step: number
  /** Where its slider ends, when it has one; the field itself may take more. */
  readonly slider?: { readonly min: number; readonly max: number }
  /** What the button says that draws a value, when it has one. */
  readonly draw?: string
}

export type SettingSpecs = Readonly<Record<SettingKey, SettingSpec>>

/** Settings as they stand in their fields: text that need not be numbers yet. */
export type SettingsDraft = Readonly<Record<SettingKey, string>>

/** @param contextLength tokens that the model can attend to */
export function settingSpecs(contextLength: number): SettingSpecs {
  return {
    maxNewTokens: {
      label: 'Max new tokens',
      help: 'The longest text it may write. A token is a short word or a piece of a longer one.',
      min: 1,
      max: contextLength,
      isWhole: true,
      step: 1,
      slider: { min: 1, max: contextLength },
    },
    temperature: {
      label: 'Temperature',
      help: '0 always takes the most probable token; the higher, the more it dares.',
      ...generationLimits.temperature,
      isWhole: false,
      step: 0.05,
      slider: { min: 0, max: 2 },
    },
    topK: {
      label: 'Top-k',
      help: 'Chooses among this many of the most probable tokens; 0 means among all.',
      ...generationLimits.topK,
      isWhole: true,
      step: 1,
      slider: { min: 0, max: 100 },
    },
    topP: {
      label: 'Top-p',
      help: 'Leaves out the improbable rest once the others add up to this; 1 keeps all.',
      ...generationLimits.topP,
      isWhole: false,
      step: 0.01,
      slider: { min: 0, max: 1 },
    },
    repetitionPenalty: {
      label: 'Repetition penalty',
      help: 'Above 1, tokens that are already there become less likely.',
      ...generationLimits.repetitionPenalty,
      isWhole: false,
      step: 0.05,
      slider: { min: 0.5, max: 2 },
    },
    seed: {
      label: 'Seed',
      help: 'The same seed writes the same text again; another one writes another.',
      ...generationLimits.seed,
      isWhole: true,
      step: 1,
      draw: 'New seed',
    },
  }
}

export function draftOf(settings: GenerationSettings): SettingsDraft {
  return mapSettings((key) => String(settings[key]))
}

/** @throws VitrineError `setting-out-of-range` for the first field that will not do */
export function parseSettings(specs: SettingSpecs, draft: SettingsDraft): GenerationSettings {
  return mapSettings((key) => {
    const spec = specs[key]
    const value = parseNumber(spec, draft[key])
    if (value !== undefined) return value
    throw new VitrineError('setting-out-of-range', {
      setting: spec.label,
      value: draft[key].trim() || 'empty',
      range: rangeWords(spec),
    })
  })
}

/** The part of an address that a demo may write to: a `URLSearchParams`. */
interface SharedState {
  get(key: string): string | null
  has(key: string): boolean
  set(key: string, value: string): void
  delete(key: string): void
}

/** Writes settings into `state`, which it returns: what is not said is the default. */
export function writeSettings<State extends SharedState>(
  state: State,
  draft: SettingsDraft,
  defaults: GenerationSettings,
): State {
  const usual = draftOf(defaults)
  for (const key of settingKeys) {
    if (draft[key] === usual[key]) state.delete(key)
    else state.set(key, draft[key])
  }
  return state
}

/** What an address says of the settings, values that will not do left out. */
export function readSettings(
  state: Pick<SharedState, 'get'>,
  specs: SettingSpecs,
  defaults: GenerationSettings,
): SettingsDraft {
  const usual = draftOf(defaults)
  return mapSettings((key) => {
    const raw = state.get(key)
    return raw !== null && parseNumber(specs[key], raw) !== undefined ? raw : usual[key]
  })
}

export function hasSettings(state: Pick<SharedState, 'has'>): boolean {
  return settingKeys.some((key) => state.has(key))
}

function mapSettings<Value>(of: (key: SettingKey) => Value): Record<SettingKey, Value> {
  const values: Partial<Record<SettingKey, Value>> = {}
  for (const key of settingKeys) values[key] = of(key)
  return values as Record<SettingKey, Value>
}
