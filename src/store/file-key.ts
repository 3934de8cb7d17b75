import type { ExportFile } from '../protocol/manifest.ts'
import { sha256Of } from './hash.ts'

/** Names a file in the store: by its content where that is known, else by its address. Fit to be a file's name. */
export async function fileKey(url: string, { sha256 }: ExportFile): Promise<string> {
  if (sha256 !== undefined && /^[0-9a-f]{64}$/.test(sha256)) return sha256
  return `url-${await sha256Of(new Blob([url]))}`
}
