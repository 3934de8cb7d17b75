import * as z from 'zod/mini'
import { hasFile, readJson, type ExportFolder } from './folder.ts'
import { placesOf, readTokenizerConfig, type TokenizerFiles } from './tokenizer-files.ts'

/**
 * What stands for a word to be filled in, as the tokenizer spells it; undefined where its files name no such token.
 * @throws VitrineError `export-invalid`
 */
export async function maskTokenOf(
  folder: ExportFolder,
  model: string,
  tokenizer: TokenizerFiles,
): Promise<string | undefined> {
  const { mask_token: said } = await readTokenizerConfig(folder, tokenizer)
  if (spelling(said) !== undefined) return spelling(said)
  for (const place of placesOf(model)) {
    const path = `${place}special_tokens_map.json`
    const map = hasFile(folder, path)
      ? mapSchema.safeParse(await readJson(folder, path))
      : undefined
    const token = spelling(map?.data?.mask_token)
    if (token !== undefined) return token
  }
  const { data } = tokenizerSchema.safeParse(await readJson(folder, tokenizer.path))
  return data?.added_tokens.find(({ content }) => usual.test(content))?.content
}

/** As BERT and RoBERTa, and nearly everybody after them, spell it. */
const usual = /^(\[MASK\]|<mask>)$/i

const mapSchema = z.object({ mask_token: z.optional(z.unknown()) })
const tokenizerSchema = z.object({ added_tokens: z.array(z.looseObject({ content: z.string() })) })

/** A token stands there as it is, or as an object with how it is to be found in a text. */
function spelling(token: unknown): string | undefined {
  const inner: unknown =
    typeof token === 'object' && token !== null && 'content' in token ? token.content : token
  return typeof inner === 'string' && inner !== '' ? inner : undefined
}
