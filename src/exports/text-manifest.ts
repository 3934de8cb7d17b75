import { VitrineError } from '../protocol/errors.ts'
import type {
  GenerationSettings,
  TextExample,
  TextGenerationManifest,
  TokenizerSource,
} from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { baseManifest, type FoundIn } from './base-manifest.ts'
import { folderOf, hasFile, requireFile, type ExportFolder } from './folder.ts'
import type { FoundText } from './found.ts'
import { guessText } from './guess/guess-text-task.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'

/** Sensible for a small story model; the export's own generation defaults win. */
const defaults: GenerationSettings = {
  maxNewTokens: 128,
  temperature: 0.7,
  topK: 40,
  topP: 0.95,
  repetitionPenalty: 1,
  seed: 1,
}

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function textManifest(
  folder: ReadableFolder,
  author: VitrineJson,
  found: FoundIn,
): Promise<TextGenerationManifest> {
  const { guessed, contextLength, ...text } = await completed(folder, author, found)
  const tokenizer = tokenizerOf(folder, found.model, text)
  const settings = { ...defaults, ...text.generation, ...author.generation }
  const base = baseManifest(folder, author, found, {
    reasons: [
      `context of ${contextLength} tokens`,
      'path' in tokenizer ? `tokenizer from ${tokenizer.path}` : 'no tokenizer in the export',
    ],
    notes: 'path' in tokenizer ? [] : [noTokenizerNote(tokenizer.vocabularySize)],
    guessed,
  })
  const others =
    'path' in tokenizer
      ? [tokenizer.path, tokenizer.configPath].filter((path) => path !== undefined)
      : []
  return {
    ...base,
    task: 'text-generation',
    files: [
      ...(await modelFiles(folder, found.model)),
      ...others.map((path) => requireFile(folder, path)),
    ],
    tokenizer,
    ...(text.decoder !== undefined && { decoder: text.decoder }),
    contextLength,
    ...(text.bosTokenId !== undefined && { bosTokenId: text.bosTokenId }),
    stopTokenIds: text.stopTokenIds ?? [],
    defaults: { ...settings, maxNewTokens: Math.min(settings.maxNewTokens, contextLength) },
    examples: (author.examples ?? []).map(textExample),
  }
}

/** The layout's word; where that leaves the context open and the author too, the graph's. */
async function completed(
  folder: ReadableFolder,
  author: VitrineJson,
  { text = {}, model }: FoundIn,
): Promise<FoundText & { contextLength: number; guessed: readonly string[] }> {
  const contextLength = author.contextLength ?? text.contextLength
  if (contextLength !== undefined) return { ...text, contextLength, guessed: [] }
  const guess = guessText(await folder.graph(model))
  return { ...text, ...guess }
}

function tokenizerOf(
  folder: ExportFolder,
  model: string,
  { vocabularySize }: FoundText,
): TokenizerSource {
  const places = ['', folderOf(model)]
  const place = places.find((prefix) => hasFile(folder, `${prefix}tokenizer.json`))
  if (place === undefined) {
    if (vocabularySize !== undefined) return { vocabularySize }
    throw new VitrineError('export-incomplete', { path: 'tokenizer.json' })
  }
  const configPath = `${place}tokenizer_config.json`
  return {
    path: `${place}tokenizer.json`,
    ...(hasFile(folder, configPath) && { configPath }),
  }
}

function noTokenizerNote(vocabularySize: number): string {
  return (
    `The export has no tokenizer, so a character’s code modulo ${vocabularySize} stands for it, as in the exporter’s ` +
    'own server. That cannot be undone: ids are shown in place of text.'
  )
}

function textExample({
  title,
  prompt,
  settings,
  text,
}: NonNullable<VitrineJson['examples']>[number]): TextExample {
  if (prompt === undefined) {
    const problem = 'a text example needs “prompt”'
    throw new VitrineError('export-invalid', { file: 'vitrine.json', key: 'examples', problem })
  }
  return {
    title,
    prompt,
    ...(settings !== undefined && { settings }),
    ...(text !== undefined && { text }),
  }
}
