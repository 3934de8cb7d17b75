import type { ChatTemplate } from '../pipelines/ports.ts'
import type { ChatFormat } from '../protocol/manifest.ts'

/** @param read the bytes of one of the export's files */
export async function openChatTemplate(
  _format: ChatFormat,
  _read: (path: string) => Promise<Uint8Array>,
): Promise<ChatTemplate | undefined> {
  return undefined
}
