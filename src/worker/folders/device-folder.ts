import { VitrineError } from '../../protocol/errors.ts'
import type { ByteSource } from '../../core/formats/byte-source.ts'
import { fileSniffBytes, sniffFile } from '../../core/formats/model-format.ts'
import type { ExportFolder } from '../../exports/folder.ts'
import { fileError } from '../../protocol/file-error.ts'
import type { LocalFiles } from '../../protocol/source.ts'
import type { TidyFiles } from './tidy-files.ts'

/** A file on this device, or inside an archive on it. */
export interface DeviceFile {
  readonly path: string
  readonly sizeBytes: number
  /** Asked for only when it is needed: out of an archive it may have to be unpacked. */
  open(): Promise<ByteSource>
}

export interface DeviceFolder extends ExportFolder {
  /** Those of the files that are there. */
  take(paths: Iterable<string>): Promise<LocalFiles>
}

const maxTextBytes = 50e6

/** @param base names the folder; nothing can be fetched from there */
export function deviceFolder({ name, files }: TidyFiles<DeviceFile>, base: string): DeviceFolder {
  const byPath = new Map(files.map((file) => [file.path, file]))
  const opened = new Map<string, Promise<ByteSource>>()

  function take(path: string): Promise<ByteSource> {
    const file = byPath.get(path)
    if (file === undefined) {
      return Promise.reject(new VitrineError('export-incomplete', { path }))
    }
    const source = opened.get(path) ?? file.open()
    opened.set(path, source)
    return source
  }

  async function open(path: string): Promise<ByteSource> {
    const source = await take(path)
    if (/\.onnx$/i.test(path)) await checkModel(source, path)
    return source
  }

  return {
    id: name,
    base,
    files: files.map(({ path, sizeBytes }) => ({ path, sizeBytes })),
    open,
    async readText(path) {
      checkTextSize(path, byPath.get(path)?.sizeBytes)
      const source = await take(path)
      return new TextDecoder().decode(await readAll(source.slice(0, source.size), path))
    },
    async take(paths) {
      const taken = new Map<string, ByteSource>()
      for (const path of new Set(paths)) if (byPath.has(path)) taken.set(path, await take(path))
      return taken
    },
  }
}

/** A name under which no other export of this page is known. */
export function newDeviceBase(): string {
  // Not `randomUUID`, which pages without https lack.
  return `local:${crypto.getRandomValues(new Uint32Array(4)).join('-')}/`
}

/** @throws VitrineError `file-too-big` */
export function checkTextSize(path: string, sizeBytes = 0): void {
  if (sizeBytes <= maxTextBytes) return
  const size = `${Math.ceil(sizeBytes / 1e6)} MB`
  throw new VitrineError('file-too-big', { path, size, limit: `${maxTextBytes / 1e6} MB` })
}

/** @throws VitrineError for what is certainly no ONNX model, by its first bytes */
export async function checkModel(source: ByteSource, path: string): Promise<void> {
  const head = source.slice(0, fileSniffBytes)
  const format = sniffFile(new Uint8Array(await readAll(head, path)), 'model')
  const error = fileError(format, path, 'device')
  if (error !== undefined) throw error
}

/** What was given is held by reference: it may have been moved or changed since. */
async function readAll(
  source: { arrayBuffer(): Promise<ArrayBuffer> },
  path: string,
): Promise<ArrayBuffer> {
  try {
    return await source.arrayBuffer()
  } catch (cause) {
    throw new VitrineError(
      'file-damaged',
      { path, problem: 'it cannot be read any more' },
      { cause },
    )
  }
}
