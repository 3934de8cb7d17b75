import type { ImageExample } from '../protocol/picture-manifests.ts'

/** Where a picture comes from. */
export type Picture =
  | { readonly kind: 'example'; readonly example: ImageExample }
  | {
      readonly kind: 'file'
      readonly file: File
      /** On this page's pad, for a model that gets few pixels: the answer says which. */
      readonly drawn?: boolean
    }
  | CameraPicture

/** A camera's: each frame is another picture, and the answer to the latest one is shown. */
export interface CameraPicture {
  readonly kind: 'camera'
  /** Takes the place of a run's id, and stays the same from frame to frame. */
  readonly id: number
}

/** Runs count up from 1. */
let cameras = 0

export function createCameraPicture(): CameraPicture {
  cameras += 1
  return { kind: 'camera', id: -cameras }
}

export function isSame(picture: Picture, other: Picture | undefined): boolean {
  if (picture.kind === 'example') {
    return other?.kind === 'example' && other.example === picture.example
  }
  return picture === other
}

export function nameOf(picture: Picture): string {
  switch (picture.kind) {
    case 'example':
      return picture.example.title
    case 'file':
      return picture.file.name
    case 'camera':
      return 'The camera'
    default:
      return picture satisfies never
  }
}
