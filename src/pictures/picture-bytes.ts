import { fetchPicture, type PictureSource } from './example-picture.tsx'
import type { Picture } from './picture.ts'

/** A way to a picture's own bytes; undefined where it has none, as a frame of a camera. */
export function bytesOf(
  picture: Picture,
  sourceOf: (path: string) => PictureSource | undefined,
): (() => Promise<Blob>) | undefined {
  if (picture.kind === 'file') return () => Promise.resolve(picture.file)
  if (picture.kind !== 'example') return undefined
  const source = sourceOf(picture.example.image)
  if (source === undefined) return undefined
  return () => fetchPicture(source, new AbortController().signal)
}
