import { VitrineError } from '../protocol/errors.ts'
import type {
  GenerationSettings,
  TextExample,
  TextGenerationManifest,
  TokenizerSource,
} from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { baseManifest, type FoundIn } from './base-manifest.ts'
import { chatOf } from './chat-format.ts'
import { requireFile } from './folder.ts'
import type { FoundText } from './found.ts'
import { isGraphReady, withGraphReady } from './graph-ready.ts'
import { guessText } from './guess/token-ids.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { tokenizerBeside } from './tokenizer-files.ts'

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
  const { decoder, encoder } = text
  // An encoder–decoder answers one text.
  const chat =
    'path' in tokenizer && encoder === undefined
      ? await chatOf(folder, found.model, tokenizer)
      : undefined
  const settings = { ...defaults, ...text.generation, ...author.generation }
  const graph = await folder.graphAtHand(found.model)
  const variants = found.variants && (await withGraphReady(folder, found.variants, decoder))
  const base = baseManifest(
    folder,
    author,
    { ...found, variants },
    {
      reasons: [
        `context of ${contextLength} tokens`,
        'path' in tokenizer ? `tokenizer from ${tokenizer.path}` : 'no tokenizer in the export',
        ...(chat === undefined ? [] : [`it talks: ${chatWords(chat.path)}`]),
      ],
      notes: 'path' in tokenizer ? [] : [noTokenizerNote(tokenizer.vocabularySize)],
      guessed,
    },
  )
  const others = [
    ...('path' in tokenizer ? [tokenizer.path, tokenizer.configPath] : []),
    chat?.path,
  ].filter((path) => path !== undefined)
  return {
    ...base,
    task: 'text-generation',
    files: [
      ...(await modelFiles(folder, found.model)),
      ...(encoder === undefined ? [] : await modelFiles(folder, encoder.model)),
      ...[...new Set(others)].map((path) => requireFile(folder, path)),
    ],
    tokenizer,
    ...(decoder !== undefined && { decoder }),
    ...(encoder !== undefined && { encoder }),
    ...(chat !== undefined && { chat }),
    ...(graph !== undefined && isGraphReady(graph, decoder) && { graphReady: true }),
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
  folder: ReadableFolder,
  model: string,
  { vocabularySize }: FoundText,
): TokenizerSource {
  const tokenizer = tokenizerBeside(folder, model)
  if (tokenizer !== undefined) return tokenizer
  if (vocabularySize !== undefined) return { vocabularySize }
  throw new VitrineError('export-incomplete', { path: 'tokenizer.json' })
}

function chatWords(path: string): string {
  return path.endsWith('.json') ? `${path} has a chat template` : `${path} is a chat template`
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
