import {
  hasSettings,
  readSettings,
  settingSpecs,
  type SettingsDraft,
} from '../../protocol/generation-settings.ts'
import type { TextExample, TextGenerationManifest } from '../../protocol/manifest.ts'

export interface Form {
  readonly prompt: string
  /** The example that was chosen last, whose text stands in the output until a model has run. */
  readonly example: TextExample | undefined
}

/** The settings that an address asks for, or those of the first example, with which its text was computed. */
export function firstDraft(
  manifest: TextGenerationManifest,
  shared: URLSearchParams,
): SettingsDraft {
  const { defaults, contextLength, examples } = manifest
  const isShared = shared.has('prompt') || hasSettings(shared)
  const usual = isShared ? defaults : { ...defaults, ...examples[0]?.settings }
  return readSettings(shared, settingSpecs(contextLength), usual)
}

export function firstForm(
  { examples: [first] }: TextGenerationManifest,
  shared: URLSearchParams,
): Form {
  const prompt = shared.get('prompt')
  if (prompt !== null) return { prompt, example: undefined }
  // With other settings, another text would have come of it.
  return { prompt: first?.prompt ?? '', example: hasSettings(shared) ? undefined : first }
}
