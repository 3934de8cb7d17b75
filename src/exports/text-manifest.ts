import type { GenerationSettings, TextGenerationManifest } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import { baseManifest, type Found } from './base-manifest.ts'
import { hasFile, pickFiles, requireFile, type ExportFolder } from './folder.ts'
import type { VitrineJson } from './schemas.ts'

interface FoundText extends Found {
  readonly contextLength?: number | undefined
  readonly bosTokenId?: number | undefined
  readonly stopTokenIds: readonly number[]
  readonly generation: Partial<GenerationSettings>
}

/** Sensible for a small story model; the export's own generation defaults win. */
const defaults: GenerationSettings = {
  maxNewTokens: 128,
  temperature: 0.7,
  topK: 40,
  topP: 0.95,
  repetitionPenalty: 1,
  seed: 1,
}

const tokenizerPath = 'tokenizer.json'
const tokenizerConfigPath = 'tokenizer_config.json'

export function textManifest(
  folder: ExportFolder,
  author: VitrineJson,
  found: FoundText,
): TextGenerationManifest {
  requireFile(folder, tokenizerPath)
  const contextLength = author.contextLength ?? found.contextLength
  if (contextLength === undefined) {
    const problem = 'it must be given, because config.json does not say max_position_embeddings'
    throw new VitrineError('export-invalid', {
      file: 'vitrine.json',
      key: 'contextLength',
      problem,
    })
  }
  const hasConfig = hasFile(folder, tokenizerConfigPath)
  const settings = { ...defaults, ...found.generation, ...author.generation }
  return {
    ...baseManifest(folder, author, found),
    task: 'text-generation',
    files: pickFiles(folder, {
      model: found.model,
      others: hasConfig ? [tokenizerPath, tokenizerConfigPath] : [tokenizerPath],
    }),
    tokenizer: {
      path: tokenizerPath,
      ...(hasConfig && { configPath: tokenizerConfigPath }),
    },
    contextLength,
    ...(found.bosTokenId !== undefined && { bosTokenId: found.bosTokenId }),
    stopTokenIds: found.stopTokenIds,
    defaults: { ...settings, maxNewTokens: Math.min(settings.maxNewTokens, contextLength) },
    examples: (author.examples ?? []).map(({ title, prompt, settings: own, text }) => {
      if (prompt === undefined) {
        const problem = 'a text example needs “prompt”'
        throw new VitrineError('export-invalid', { file: 'vitrine.json', key: 'examples', problem })
      }
      return {
        title,
        prompt,
        ...(own !== undefined && { settings: own }),
        ...(text !== undefined && { text }),
      }
    }),
  }
}
