import { VitrineError } from '../protocol/errors.ts'
import type { FillMaskManifest } from '../protocol/manifest.ts'
import { encoderBase, labelledExamples, type EncoderParts } from './encoder-parts.ts'
import { maskTokenOf } from './mask-token.ts'

/** @throws VitrineError `export-invalid`, `export-incomplete`, and what reading the graph throws */
export async function fillMaskManifest(parts: EncoderParts): Promise<FillMaskManifest> {
  const { folder, author, found, tokenizer } = parts
  const maskToken = author.maskToken ?? (await maskTokenOf(folder, found.model, tokenizer))
  if (maskToken === undefined) {
    const problem = 'it must be there, because the tokenizer names no token for masked words'
    throw new VitrineError('export-invalid', { file: 'vitrine.json', key: 'maskToken', problem })
  }
  const base = await encoderBase(parts, {
    reasons: [`${maskToken} stands for the word to be filled in`],
    notes: [],
    guessed: [],
  })
  return { ...base, task: 'fill-mask', maskToken, examples: labelledExamples(author) }
}
