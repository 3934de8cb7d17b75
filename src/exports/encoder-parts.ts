import type { FillMaskManifest, LabelledTextExample } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { baseManifest, type FoundIn, type TaskWords } from './base-manifest.ts'
import { requireFile } from './folder.ts'
import { maxTokensOf } from './max-tokens.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'
import type { TokenizerFiles } from './tokenizer-files.ts'

/** What the manifest of a model that reads a text as a whole is made out of. */
export interface EncoderParts {
  readonly folder: ReadableFolder
  readonly author: VitrineJson
  readonly found: FoundIn
  readonly tokenizer: TokenizerFiles
}

type EncoderBase = Omit<FillMaskManifest, 'task' | 'maskToken' | 'examples'>

/**
 * What the manifests of these tasks have in common.
 * @param furtherLimit on the number of tokens, where another file than the usual says one
 */
export async function encoderBase(
  { folder, author, found, tokenizer }: EncoderParts,
  own: TaskWords,
  furtherLimit?: number,
): Promise<EncoderBase> {
  const { maxTokens, guessed } = await maxTokensOf(folder, author, found, tokenizer, furtherLimit)
  const { path, configPath } = tokenizer
  return {
    ...baseManifest(folder, author, found, {
      ...own,
      reasons: [
        ...own.reasons,
        `reads at most ${maxTokens} tokens${guessed.length > 0 ? ', which is a guess' : ''}`,
        `tokenizer from ${path}`,
      ],
      guessed: [...own.guessed, ...guessed],
    }),
    files: [
      ...(await modelFiles(folder, found.model)),
      ...[path, configPath]
        .filter((file) => file !== undefined)
        .map((file) => requireFile(folder, file)),
    ],
    tokenizer,
    maxTokens,
  }
}

/** @throws VitrineError `export-invalid` */
export function labelledExamples({ examples = [] }: VitrineJson): LabelledTextExample[] {
  return examples.map(({ title, text, predictions }) => {
    if (text === undefined) throw exampleWithout('text')
    return { title, text, ...(predictions !== undefined && { predictions }) }
  })
}

export function exampleWithout(key: string): VitrineError {
  const problem = `an example of this task needs “${key}”`
  return new VitrineError('export-invalid', { file: 'vitrine.json', key: 'examples', problem })
}
