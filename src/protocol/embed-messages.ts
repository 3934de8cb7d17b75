/**
 * What a page and the demo that it frames say to each other (docs/embedding.md). Both ends read strictly: whatever is
 * not exactly one of these is nothing, for a window hears from everybody.
 */
import { errorCodes, type ErrorCode } from './errors.ts'
import type { Task } from './manifest.ts'
import type { ExecutionProvider } from './runtime.ts'

export const embedVersion = 1

export const embedThemes = ['light', 'dark', 'auto'] as const
/** `auto` is what the visitor's device says. */
export type EmbedTheme = (typeof embedThemes)[number]

/** Page to frame. `hello` comes with a port, over which the frame says its height. */
export type HostMessage =
  { readonly type: 'hello' } | { readonly type: 'theme'; readonly theme: EmbedTheme }

/** Frame to page, as events of the window: only to origins that the site lists. */
export type EmbedMessage =
  | { readonly type: 'ready'; readonly provider: ExecutionProvider; readonly threads: number }
  | {
      readonly type: 'prediction'
      readonly task: Task
      /** Its id, or its link. */
      readonly model: string
      /** As "Copy JSON" copies it. */
      readonly answer: unknown
    }
  | { readonly type: 'error'; readonly code: ErrorCode; readonly message: string }

/** Frame to page, over the port of its hello: in CSS pixels. */
export interface HeightMessage {
  readonly type: 'height'
  readonly height: number
}

const fromHost = 'vitrine-host'
const fromFrame = 'vitrine'

export function writeHost(message: HostMessage) {
  return { source: fromHost, version: embedVersion, ...message }
}

export function writeEmbed(message: EmbedMessage | HeightMessage) {
  return { source: fromFrame, version: embedVersion, ...message }
}

export function readHost(data: unknown): HostMessage | undefined {
  const fields = fieldsOf(data, fromHost)
  if (fields === undefined) return undefined
  if (fields['type'] === 'hello') return { type: 'hello' }
  const theme = embedThemes.find((known) => known === fields['theme'])
  return fields['type'] === 'theme' && theme !== undefined ? { type: 'theme', theme } : undefined
}

export function readEmbed(data: unknown): EmbedMessage | undefined {
  const fields = fieldsOf(data, fromFrame)
  switch (fields?.['type']) {
    case 'ready': {
      const { provider, threads } = fields
      if (provider !== 'webgpu' && provider !== 'wasm') return undefined
      return isCount(threads) ? { type: 'ready', provider, threads } : undefined
    }
    case 'prediction': {
      const { task, model, answer } = fields
      if (typeof task !== 'string' || typeof model !== 'string') return undefined
      if (typeof answer !== 'object' || answer === null) return undefined
      // A newer site may have tasks that this version has no name for.
      return { type: 'prediction', task: task as Task, model, answer }
    }
    case 'error': {
      const { message } = fields
      const code = errorCodes.find((known) => known === fields['code']) ?? 'unexpected'
      return typeof message === 'string' ? { type: 'error', code, message } : undefined
    }
    default:
      return undefined
  }
}

export function readHeight(data: unknown): number | undefined {
  const fields = fieldsOf(data, fromFrame)
  return fields?.['type'] === 'height' && isCount(fields['height']) ? fields['height'] : undefined
}

/** The message's own fields, where it is one of this version from this side. */
function fieldsOf(data: unknown, source: string): Readonly<Record<string, unknown>> | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  const fields = Object.fromEntries(Object.entries(data))
  return fields['source'] === source && fields['version'] === embedVersion ? fields : undefined
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000
}
