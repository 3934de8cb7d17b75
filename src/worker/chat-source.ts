import type { ChatFormat } from '../protocol/manifest.ts'
import { VitrineError } from '../protocol/errors.ts'

type Read = (path: string) => Promise<Uint8Array>

export interface ChatSource {
  readonly template: string
  /** `bos_token` and its like, as the template writes them. */
  readonly specialTokens: Readonly<Record<string, string>>
}

/** @throws VitrineError `export-invalid` where the file holds no template */
export async function readChatSource({ path }: ChatFormat, read: Read): Promise<ChatSource> {
  const text = textOf(await read(path))
  const said = path.endsWith('.jinja') ? undefined : parseJson(text)
  const template = said === undefined ? text : templateIn(said['chat_template'])
  if (template === undefined) {
    const facts = { file: path, key: 'chat_template', problem: 'there is no template' }
    throw new VitrineError('export-invalid', facts)
  }
  const ownTokens = tokensIn(said)
  if (Object.keys(ownTokens).length > 0) return { template, specialTokens: ownTokens }
  return { template, specialTokens: await tokensBeside(path, read) }
}

/** One template, or several by their names, of which "default" is for conversations without tools. */
function templateIn(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  const list: unknown[] = Array.isArray(value) ? value : []
  const found = list.find((entry) => isRecord(entry) && entry['name'] === 'default')
  const template = isRecord(found) ? found['template'] : undefined
  return typeof template === 'string' ? template : undefined
}

/** A template in a file of its own takes its tokens from the tokenizer's configuration, where the export has one. */
async function tokensBeside(path: string, read: Read): Promise<Record<string, string>> {
  const config = path.replace(/[^/]*$/, 'tokenizer_config.json')
  if (config === path) return {}
  try {
    return tokensIn(parseJson(textOf(await read(config))))
  } catch {
    return {}
  }
}

/** Those that are set, as Transformers hands them to the template. */
function tokensIn(config: Record<string, unknown> | undefined): Record<string, string> {
  const tokens: Record<string, string> = {}
  for (const [key, value] of Object.entries(config ?? {})) {
    const content = isRecord(value) ? value['content'] : value
    if (/^[a-z]+_token$/.test(key) && typeof content === 'string') tokens[key] = content
  }
  return tokens
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

/** Anything else than an object is as good as nothing. */
function parseJson(text: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text)
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
