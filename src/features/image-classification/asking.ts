import type { ReactNode } from 'react'
import type { PictureSource } from '../../pictures/example-picture.tsx'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import type { ClassesExhibit } from './exhibit.ts'
import type { StillPicture } from '../../pictures/still-image.ts'

/** The model that explains itself, and where its examples are. */
export interface Asking {
  readonly manifest: ImageClassificationManifest
  readonly runtime: Runtime
  readonly sourceOf: (path: string) => PictureSource | undefined
}

/** An answer to a picture that can be looked at again. */
export type LiveStill = Extract<ClassesExhibit, { kind: 'live' }> & {
  readonly picture: StillPicture
}

/** Takes something to lie over the picture of one exhibit, or nothing any more. */
export type OnOverlay = (
  overlay: { readonly id: number; readonly content: ReactNode } | undefined,
) => void
