import { fetchPicture, type PictureSource } from './example-picture.tsx'
import type { CameraPicture, Picture } from './picture.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { PictureFile } from '../protocol/picture-tasks.ts'

/** One that can be looked at again: a frame of a camera is gone when it has been answered. */
export type StillPicture = Exclude<Picture, CameraPicture>

/** @throws VitrineError `file-unreachable` */
export async function stillImage(
  picture: StillPicture,
  sourceOf: (path: string) => PictureSource | undefined,
  signal: AbortSignal,
): Promise<PictureFile> {
  if (picture.kind === 'file') return picture.file
  const path = picture.example.image
  const source = sourceOf(path)
  if (source === undefined) throw new VitrineError('file-unreachable', { path })
  return fetchPicture(source, signal)
}
