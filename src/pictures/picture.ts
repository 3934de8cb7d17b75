import type { ImageExample } from '../protocol/picture-manifests.ts'

/** Where a picture comes from. */
export type Picture =
  | { readonly kind: 'example'; readonly example: ImageExample }
  | { readonly kind: 'file'; readonly file: File }

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
    default:
      return picture satisfies never
  }
}
