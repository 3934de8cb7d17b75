import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { KnownTask, PictureManifest } from '../../protocol/manifest.ts'
import type {
  DetectionHead,
  DetectionThresholds,
  ImageToImageManifest,
  SegmentationHead,
} from '../../protocol/picture-manifests.ts'

export type PictureTask = PictureManifest['task']

/** What a graph that takes one picture is for, by what it gives, and what such networks usually want. */
export type PictureGuess = Detects | Segments | Makes | Classifies | NoPage

export interface Detects extends Usually {
  readonly task: 'object-detection'
  readonly head: DetectionHead
}

export interface Segments extends Usually {
  readonly task: 'image-segmentation'
  readonly head: SegmentationHead
}

export interface Makes extends Omit<Usually, 'labels' | 'thresholds' | 'classes'> {
  readonly task: 'image-to-image'
  readonly output: ImageToImageManifest['output']
}

interface Classifies {
  readonly task: 'image-classification'
}

interface NoPage {
  readonly task: 'tensors'
  readonly recognised?: KnownTask
  /** Whole sentences. */
  readonly notes?: readonly string[]
}

interface Usually {
  /** Whose way of writing things down it is; a clause for people. */
  readonly family: string
  readonly usual: Partial<ImagePreprocessing>
  readonly classes?: number | undefined
  readonly labels?: readonly string[] | undefined
  readonly thresholds?: Partial<DetectionThresholds>
}
