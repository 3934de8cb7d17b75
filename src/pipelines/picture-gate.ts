import { sniff, sniffBytes } from '../core/pixels/picture-format.ts'
import type { PictureFormat } from '../core/formats/sniffed.ts'
import { ByteWindow } from '../core/picture-header/byte-window.ts'
import type { PictureHeader } from '../core/picture-header/header.ts'
import { readPictureHeader } from '../core/picture-header/picture-header.ts'
import { VitrineError, type ErrorFacts } from '../protocol/errors.ts'
import type { PictureFile } from '../protocol/picture-tasks.ts'

/** 50 MB, as file managers count them. */
const fileLimitBytes = 50e6
/** A decoder takes 4 bytes a pixel, and a canvas as many again. */
const pixelLimit = 40e6
/** The longest side that a canvas has in every browser. */
const sideLimit = 16_384

export interface AdmittedPicture {
  readonly format: PictureFormat
  readonly header: PictureHeader
}

/**
 * What stands between a file and the decoder: its size, its first bytes, the size of the picture that its header
 * tells. Reads a few kilobytes, whatever the file's size. Throws `image-empty`, `image-file-too-big`,
 * `image-not-a-picture`, `image-unsupported`, `image-corrupt` or `image-too-many-pixels`.
 */
export async function admitPicture(source: PictureFile): Promise<AdmittedPicture> {
  const named = nameFact(source)
  if (source.size === 0) throw new VitrineError('image-empty', named)
  if (source.size > fileLimitBytes) {
    const facts = { size: megabytes(source.size), limit: megabytes(fileLimitBytes) }
    throw new VitrineError('image-file-too-big', { ...named, ...facts })
  }

  const file = new ByteWindow(source.size, (start, end) => readBytes(source, start, end))
  const head = await file.view(0, Math.min(source.size, sniffBytes))
  if (head === undefined) throw corrupt(source, 'picture')
  const bytes = new Uint8Array(head.buffer, head.byteOffset, head.byteLength)
  const format = formatOf(bytes, named)
  const header = await readPictureHeader(format, file)
  if (header === undefined) throw corrupt(source, format)

  const { width, height } = header
  const limit =
    Math.max(width, height) > sideLimit
      ? '16,384 pixels a side'
      : width * height > pixelLimit
        ? '40 megapixels'
        : undefined
  if (limit !== undefined) {
    throw new VitrineError('image-too-many-pixels', { ...named, width, height, limit })
  }
  return { format, header }
}

/** What to throw when the decoder refuses a picture that was admitted. */
export function undecodable(
  source: PictureFile,
  { format, header }: AdmittedPicture,
  cause: unknown,
): VitrineError {
  if (header.rareForm === undefined) return corrupt(source, format, cause)
  const facts = { ...nameFact(source), format: header.rareForm }
  return new VitrineError('image-unsupported', facts, { cause })
}

function corrupt(source: PictureFile, format: string, cause?: unknown): VitrineError {
  return new VitrineError('image-corrupt', { ...nameFact(source), format }, { cause })
}

function formatOf(head: Uint8Array, named: ErrorFacts): PictureFormat {
  const sniffed = sniff(head)
  switch (sniffed.kind) {
    case 'picture':
      return sniffed.format
    case 'unsupported': {
      const { format, remedy } = sniffed
      const facts = remedy === undefined ? { format } : { format, remedy }
      throw new VitrineError('image-unsupported', { ...named, ...facts })
    }
    case 'other':
      throw new VitrineError('image-not-a-picture', { ...named, found: sniffed.found })
    case 'unknown':
      throw new VitrineError('image-not-a-picture', named)
    default:
      throw sniffed satisfies never
  }
}

/** A file that was moved or changed after it was picked cannot be read any more. */
async function readBytes(source: PictureFile, start: number, end: number): Promise<Uint8Array> {
  try {
    return new Uint8Array(await source.slice(start, Math.min(end, source.size)).arrayBuffer())
  } catch (cause) {
    throw corrupt(source, 'picture', cause)
  }
}

function nameFact({ name }: PictureFile): ErrorFacts {
  return name === undefined || name === '' ? {} : { name }
}

function megabytes(bytes: number): string {
  const rounded = Math.ceil(bytes / 1e5) / 10
  return `${rounded.toLocaleString('en-US')} MB`
}
