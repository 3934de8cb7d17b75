import * as z from 'zod/mini'
import type { TokenizerSource } from '../protocol/manifest.ts'
import { folderOf, hasFile, readJson, type ExportFolder } from './folder.ts'
import { parse } from './schemas.ts'

export type TokenizerFiles = Extract<TokenizerSource, { path: string }>

/** Folders in which a model's own files may lie: at the top, else beside it. */
export function placesOf(model: string): readonly string[] {
  return [...new Set(['', folderOf(model)])]
}

/** `tokenizer.json`, with its configuration where there is one. */
export function tokenizerBeside(
  folder: Pick<ExportFolder, 'files'>,
  model: string,
): TokenizerFiles | undefined {
  const place = placesOf(model).find((prefix) => hasFile(folder, `${prefix}tokenizer.json`))
  if (place === undefined) return undefined
  const configPath = `${place}tokenizer_config.json`
  return {
    path: `${place}tokenizer.json`,
    ...(hasFile(folder, configPath) && { configPath }),
  }
}

export type TokenizerConfig = z.infer<typeof configSchema>

/**
 * What `tokenizer_config.json` says that matters here; nothing where there is none.
 * @throws VitrineError `export-invalid`
 */
export async function readTokenizerConfig(
  folder: ExportFolder,
  { configPath }: TokenizerFiles,
): Promise<TokenizerConfig> {
  return configPath === undefined
    ? {}
    : parse(configSchema, await readJson(folder, configPath), configPath)
}

const configSchema = z.object({
  model_max_length: z.optional(z.unknown()),
  mask_token: z.optional(z.unknown()),
  chat_template: z.optional(z.unknown()),
})
