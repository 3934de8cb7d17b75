import { generationLimits } from '../../core/generation-limits.ts'
import type { GenerationSettings } from '../../protocol/manifest.ts'

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

export interface SettingSpec {
  readonly label: string
  /** In plain words, for somebody who meets it for the first time. */
  readonly help: string
  readonly min: number
  readonly max: number
  readonly isWhole: boolean
  readonly step: number
  /** Where its slider ends, when it has one; the field itself may take more. */
  readonly slider?: { readonly min: number; readonly max: number }
}

export type SettingSpecs = Readonly<Record<SettingKey, SettingSpec>>

/** @param contextLength tokens that the model can attend to */
export function settingSpecs(contextLength: number): SettingSpecs {
  return {
    maxNewTokens: {
      label: 'Max new tokens',
      help: 'The longest continuation. A token is a short word or a piece of a longer one.',
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
    },
  }
}
