import * as z from 'zod/mini'
import type { ChatFormat } from '../protocol/manifest.ts'
import { hasFile, readJson, type ExportFolder } from './folder.ts'
import { placesOf, readTokenizerConfig, type TokenizerFiles } from './tokenizer-files.ts'

/**
 * Where it stands how a conversation is written down for this model. Of several places the one that Transformers
 * would take; undefined where there is none.
 * @throws VitrineError `export-invalid`
 */
export async function chatOf(
  folder: ExportFolder,
  model: string,
  tokenizer: TokenizerFiles,
): Promise<ChatFormat | undefined> {
  const find = (name: string) =>
    placesOf(model)
      .map((place) => place + name)
      .find((path) => hasFile(folder, path))
  const jinja = find('chat_template.jinja')
  if (jinja !== undefined) return { path: jinja }
  const { configPath } = tokenizer
  if (configPath !== undefined) {
    const { chat_template: template } = await readTokenizerConfig(folder, tokenizer)
    if (isTemplate(template)) return { path: configPath }
  }
  const json = find('chat_template.json')
  if (json === undefined) return undefined
  const { data } = fileSchema.safeParse(await readJson(folder, json))
  return isTemplate(data?.chat_template) ? { path: json } : undefined
}

const fileSchema = z.object({ chat_template: z.optional(z.unknown()) })
const text = z.string().check(z.minLength(1))

/** One template, or several by their names, of which "default" is for conversations without tools. */
function isTemplate(value: unknown): boolean {
  const list: unknown[] = Array.isArray(value) ? value : []
  return text.safeParse(value).success || list.some((entry) => namedSchema.safeParse(entry).success)
}

const namedSchema = z.looseObject({ name: z.literal('default'), template: text })
