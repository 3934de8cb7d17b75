import type { ExportFile } from '../protocol/manifest.ts'
import { fileKey } from './file-key.ts'
import type { Entry } from './records.ts'
import type { Shelf } from './shelf.ts'
import type { Fetched } from './store.ts'

/** A file's last use is written down, but not every time. */
const useCountsAfterMs = 60_000

/**
 * The file if it is stored, whole and the one that is wanted. What is stored under its address but has another hash or
 * size now, or lacks bytes, is removed.
 */
export async function lookUp(
  shelf: Shelf,
  url: string,
  file: ExportFile,
  nowMs: number,
): Promise<Fetched | undefined> {
  if (shelf.keptIn === 'memory') return undefined
  const { keptIn } = shelf
  try {
    for (const entry of await candidates(shelf, url, file)) {
      if (!fits(entry, file)) {
        // Another demo may want it by its hash; under this address it is stale.
        if (entry.url === url) await shelf.remove(entry.key)
        continue
      }
      const blob = await shelf.read(entry.key)
      if (blob === undefined || blob.size !== entry.sizeBytes) {
        await shelf.remove(entry.key)
        continue
      }
      const verified = file.sha256 === entry.sha256
      const isNews = nowMs - entry.lastUsedAtMs > useCountsAfterMs || (verified && !entry.verified)
      const used = { ...entry, verified: verified || entry.verified, lastUsedAtMs: nowMs }
      if (isNews) await shelf.update(used).catch(() => {})
      return { blob, verified, kept: { where: keptIn }, wasStored: true }
    }
  } catch {
    // What cannot be read is downloaded.
  }
  return undefined
}

async function candidates(shelf: Shelf, url: string, file: ExportFile): Promise<readonly Entry[]> {
  const direct = await shelf.entry(await fileKey(url, file))
  if (direct !== undefined && fits(direct, file)) return [direct]
  const entries = await shelf.entries()
  return entries.filter(
    (entry) => entry.url === url || (file.sha256 !== undefined && entry.sha256 === file.sha256),
  )
}

function fits({ sha256, sizeBytes }: Entry, file: ExportFile): boolean {
  const sizeFits = file.sizeBytes === undefined || file.sizeBytes === sizeBytes
  return sizeFits && (file.sha256 === undefined || file.sha256 === sha256)
}
