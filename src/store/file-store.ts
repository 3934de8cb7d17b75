import { VitrineError } from '../protocol/errors.ts'
import type { ExportFile } from '../protocol/manifest.ts'
import { downloadFile } from './download-file.ts'
import { fileKey } from './file-key.ts'
import { sha256Of } from './hash.ts'
import { lookUp } from './look-up.ts'
import { createMemoryPart } from './memory-part.ts'
import type { Outside } from './outside.ts'
import type { Entry, PartNote } from './records.ts'
import { asStorageError, type Shelf } from './shelf.ts'
import type { Tabs } from './single-flight.ts'
import { spilling, type SpillingPart } from './spilling-part.ts'
import type { FetchContext, Fetched } from './store.ts'
import { damaged, noteOf } from './try-once.ts'

interface Wanted {
  readonly key: string
  readonly url: string
  readonly file: ExportFile
}

/**
 * Downloads a file into the shelf, one tab at a time, and hands it out when its hash is right.
 * @throws VitrineError one of the codes of fetching, `aborted`
 */
export async function fetchInto(
  shelf: Shelf,
  url: string,
  file: ExportFile,
  context: FetchContext,
  { outside, tabs }: { outside: Outside; tabs: Tabs },
): Promise<Fetched> {
  const wanted = { key: await fileKey(url, file), url, file }
  // Where nothing is kept, nobody gains by waiting for another tab.
  if (shelf.keptIn === 'memory') return download(shelf, wanted, context, outside)

  let endWait = () => {}
  const wait = {
    signal: context.signal,
    onWait() {
      context.onWait({ for: 'other-tab' })
      const stopHearing = tabs.hear(wanted.key, context.onBytes)
      endWait = () => {
        stopHearing()
        context.onWait(undefined)
        endWait = () => {}
      }
    },
  }
  try {
    return await tabs.alone(wanted.key, wait, async () => {
      endWait()
      const meanwhile = await lookUp(shelf, url, file, outside.now())
      if (meanwhile !== undefined) {
        context.onBytes(meanwhile.blob.size)
        return meanwhile
      }
      const onBytes = (loadedBytes: number) => {
        context.onBytes(loadedBytes)
        tabs.announce(wanted.key, loadedBytes)
      }
      return download(shelf, wanted, { ...context, onBytes }, outside)
    })
  } finally {
    endWait()
  }
}

async function download(
  shelf: Shelf,
  wanted: Wanted,
  context: FetchContext,
  outside: Outside,
): Promise<Fetched> {
  const { file } = wanted
  const part = await openPart(shelf, wanted)
  try {
    context.onBytes(part.sizeBytes)
    for (;;) {
      const sha256 = await fetchWhole(part, shelf, wanted, context, outside)
      const { sizeBytes } = part
      const blob = await part.keep(entryOf(wanted, { sha256, sizeBytes }, context, outside.now()))
      // Else it was cleared away at the last moment; the part is in memory now, where that cannot happen again.
      if (blob.size !== sizeBytes) continue
      context.onBytes(sizeBytes)
      const verified = file.sha256 !== undefined
      return { blob, verified, kept: keptWhere(shelf, part), wasStored: false }
    }
  } catch (error) {
    // What has proved wrong is of no use to the next try.
    if (error instanceof VitrineError && error.code === 'file-damaged')
      await part.discard().catch(() => {})
    throw error
  } finally {
    await (part.sizeBytes === 0 ? part.discard() : part.close()).catch(() => {})
  }
}

function entryOf(
  { key, url, file: { path, sha256: known } }: Wanted,
  { sha256, sizeBytes }: Pick<Entry, 'sha256' | 'sizeBytes'>,
  { title }: FetchContext,
  now: number,
): Entry {
  const dates = { savedAtMs: now, lastUsedAtMs: now }
  return { key, url, path, title, sizeBytes, sha256, verified: known !== undefined, ...dates }
}

/** Resolves with the hash of what has come. */
async function fetchWhole(
  part: SpillingPart,
  shelf: Shelf,
  wanted: Wanted,
  context: FetchContext,
  outside: Outside,
): Promise<string> {
  const { file } = wanted
  const isKept = shelf.keptIn !== 'memory'
  for (let isSecond = false; ; isSecond = true) {
    const cache = isKept ? 'no-store' : isSecond ? 'reload' : 'default'
    const { isFinal } = await downloadFile({ ...wanted, part, cache }, context, outside)
    const sha256 = await hashOf(part, context.signal)
    // It lay in storage that was cleared just now.
    if (sha256 === undefined) continue
    if (file.sha256 === undefined || file.sha256 === sha256) return sha256
    if (isFinal || isSecond) throw damaged(file.path, 'its hash differs')
    await part.restart(noteOf(wanted))
    context.onBytes(0)
  }
}

async function hashOf(part: SpillingPart, signal: AbortSignal): Promise<string | undefined> {
  const { sizeBytes } = part
  try {
    const blob = await part.blob()
    if (blob.size === sizeBytes) return await sha256Of(blob, signal)
    return undefined
  } catch (error) {
    if (signal.aborted) throw new VitrineError('aborted')
    if (part.isInMemory) throw new VitrineError('out-of-memory', {}, { cause: error })
    await part.abandon(error)
    return undefined
  }
}

function keptWhere({ keptIn }: Shelf, { trouble }: SpillingPart): Fetched['kept'] {
  if (trouble === undefined && keptIn !== 'memory') return { where: keptIn }
  return { where: 'nowhere', why: trouble ?? 'storage-refused' }
}

async function openPart(shelf: Shelf, wanted: Wanted): Promise<SpillingPart> {
  if (shelf.keptIn === 'memory') return spilling(createMemoryPart(), 'storage-refused')
  try {
    return spilling(await shelf.openPart(wanted.key, (note) => isSameFile(note, wanted)))
  } catch (error) {
    return spilling(createMemoryPart(), asStorageError(error).why)
  }
}

/** Without a hash to decide in the end, only the server's own mark says that the rest will fit. */
function isSameFile(note: PartNote, { key, url, file }: Wanted): boolean {
  if (note.key !== key || note.sha256 !== file.sha256) return false
  if (file.sha256 !== undefined) return true
  const isSameSize = file.sizeBytes === undefined || note.sizeBytes === file.sizeBytes
  return note.url === url && isSameSize && note.etag !== undefined
}
