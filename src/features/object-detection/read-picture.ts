import { fetchPicture, type PictureSource } from '../../pictures/example-picture.tsx'
import type { Picture } from '../../pictures/picture.ts'

/** A way to a picture's own bytes; undefined where it has none. */
export function readPicture(
  picture: Picture,
  sourceOf: (path: string) => PictureSource | undefined,
): (() => Promise<Blob>) | undefined {
  if (picture.kind === 'camera') return undefined
  if (picture.kind === 'file') return () => Promise.resolve(picture.file)
  const source = sourceOf(picture.example.image)
  if (source === undefined) return undefined
  return () => fetchPicture(source, new AbortController().signal)
}
