import type { ByteSource } from '../core/formats/byte-source.ts'
import type { Kept, LoadProgress, OpenArgs } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ExportFile } from '../protocol/manifest.ts'
import type { Store } from '../store/store.ts'
import { fileUrl } from './folders/file-url.ts'
import { createLoadProgress } from './load-progress.ts'
import type { CallContext } from './serve.ts'

/** A file that is here, whole. */
export interface GatheredFile {
  readonly source: ByteSource
  /** Its hash was known beforehand and is right. */
  readonly verified: boolean
  readonly kept: Kept
}

export type Gathered = ReadonlyMap<string, GatheredFile>

export interface Gatherer {
  /** All of these files by their paths; none is fetched twice. */
  gather(files: readonly ExportFile[]): Promise<Gathered>
  /** Downloading is over. */
  prepare(): void
}

/** Files of one export: from this device where they lie on it, else out of the store or through it from the network. */
export function createGatherer(
  { manifest, files: local, pageUrl }: Pick<OpenArgs, 'manifest' | 'files' | 'pageUrl'>,
  store: Pick<Store, 'fetch'>,
  { signal, report }: CallContext<LoadProgress>,
): Gatherer {
  const progress = createLoadProgress(report)
  const base = new URL(manifest.base, pageUrl)
  const coming = new Map<string, Promise<GatheredFile>>()

  async function get(file: ExportFile): Promise<GatheredFile> {
    const { path } = file
    const own = local?.get(path)
    if (own !== undefined) return { source: own, verified: false, kept: { where: 'device' } }
    if (!base.protocol.startsWith('http')) throw new VitrineError('export-incomplete', { path })
    const { blob, verified, kept } = await store.fetch(fileUrl(base.href, path), file, {
      signal,
      title: manifest.title,
      onBytes: (loadedBytes) => progress.came(path, loadedBytes),
      onWait: (wait) => progress.waits(path, wait),
    })
    return { source: blob, verified, kept }
  }

  async function getOnce(file: ExportFile): Promise<GatheredFile> {
    const { path } = file
    const getting = coming.get(path) ?? get(file)
    coming.set(path, getting)
    const gathered = await getting
    progress.done(path, gathered.source.size)
    return gathered
  }

  return {
    async gather(files) {
      progress.aimAt(files)
      const entries = await Promise.all(
        files.map(async (file) => [file.path, await getOnce(file)] as const),
      )
      return new Map(entries)
    },
    prepare: progress.prepare,
  }
}

/** The least that can be said of all files: one that will be fetched again is enough. */
export function keptOf(gathered: Gathered): Kept {
  const all = [...gathered.values()].map(({ kept }) => kept)
  const of = (where: Kept['where']) => all.find((kept) => kept.where === where)
  return of('nowhere') ?? of('cache') ?? of('opfs') ?? { where: 'device' }
}

export function sizeOf(gathered: Gathered): number {
  return [...gathered.values()].reduce((sum, { source }) => sum + source.size, 0)
}

export function isVerified(gathered: Gathered): boolean {
  return [...gathered.values()].every(({ verified }) => verified)
}

/** @throws VitrineError `export-incomplete` */
export function sourceOf(gathered: Gathered, path: string): ByteSource {
  const file = gathered.get(path)
  if (file === undefined) throw new VitrineError('export-incomplete', { path })
  return file.source
}

export async function bytesOf(source: ByteSource): Promise<Uint8Array> {
  return new Uint8Array(await source.slice(0, source.size).arrayBuffer())
}
