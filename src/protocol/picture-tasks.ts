/** What the tasks that take a picture are given, and what they give. */
import type { BoxSet } from '../core/boxes/boxes.ts'
import type { ByteSource } from '../core/formats/byte-source.ts'
import type { ImagePreprocessing } from '../core/pixels/preprocess.ts'
import type { Prediction } from './manifest.ts'

export interface PictureTasks {
  'image-classification': {
    input: ImageClassificationInput
    progress: OcclusionStep
    result: ImageClassification
  }
  'object-detection': { input: PictureInput; progress: never; result: ObjectDetection }
  'image-segmentation': { input: PictureInput; progress: never; result: ImageSegmentation }
  'image-to-image': { input: PictureInput; progress: never; result: ImageToImage }
}

/** What each of them can be asked. */
export interface PictureInput {
  /** As the visitor gave it; its bytes are read in the worker only. */
  readonly image: ImageSource
  /** Resizes quickly, and not as Pillow does: for live frames. */
  readonly quick?: boolean
  /** Laid over the manifest's, for this run. */
  readonly preprocessing?: Partial<ImagePreprocessing>
  /** Also gives back what the model was fed, as a picture. */
  readonly showTensor?: boolean
}

export type ImageSource = PictureFile | LiveFrame

/** A file; `File` and `Blob` fit. */
export interface PictureFile extends ByteSource {
  readonly name?: string
}

/** A frame of a camera, handed over to the worker: an `ImageBitmap` or a `VideoFrame`, upright and opaque. */
export interface LiveFrame {
  readonly kind: 'frame'
  readonly frame: { close(): void }
  readonly width: number
  readonly height: number
}

/** What each of them gives. */
export interface PictureResult {
  /** What the bytes really were, whatever the file's name says. */
  readonly image: PictureFacts
  readonly timing: ImageTiming
  /** `exact`: Pillow's resampling to the bit. `quick`: the browser's. */
  readonly resampled: 'exact' | 'quick'
  /** Present when `showTensor` was asked for. */
  readonly seen?: SeenTensor
}

export interface PictureFacts {
  /** "JPEG", "PNG", …; "frame" of a camera. */
  readonly format: string
  /** Of the upright picture, in pixels. */
  readonly width: number
  readonly height: number
  /** Only the first frame was used. */
  readonly animated: boolean
}

export interface ImageTiming {
  readonly decodeMs: number
  readonly preprocessMs: number
  readonly runMs: number
  readonly postprocessMs: number
  readonly totalMs: number
  /** First run of this session: buffers are allocated and, on WebGPU, shaders are compiled in it. */
  readonly cold: boolean
}

/** The exact tensor, for people to look at. */
export interface SeenTensor {
  readonly width: number
  readonly height: number
  /** Resized and cut, before anything is subtracted; width × height × 4 bytes. */
  readonly resized: Uint8ClampedArray
  /** After normalisation, each channel stretched from its least to its greatest value. */
  readonly normalised: Uint8ClampedArray
  /** Of what goes into the model, one for each channel in the tensor's own order. */
  readonly channels: readonly {
    readonly min: number
    readonly max: number
    readonly mean: number
  }[]
  /** How the tensor was made: the manifest's way with the run's changes. */
  readonly preprocessing: ImagePreprocessing
}

export interface ImageClassificationInput extends PictureInput {
  /** 1 to 10. */
  readonly topK: number
  /** Also gives the probabilities of all classes, in the order of the labels. */
  readonly all?: boolean
  /** Also covers the picture part by part, and says what that does to one class. */
  readonly occlude?: Occlusion
}

export interface Occlusion {
  /** By index; absent: the most probable one. */
  readonly class?: number
  /** Of the grey square, in pixels of the model's input. */
  readonly patch: number
  /** How far it moves from one run to the next. */
  readonly step: number
}

/** Sent after each run with a part of the picture covered. */
export interface OcclusionStep {
  /** From 0. A run that is repeated after a lost GPU starts again at 0. */
  readonly index: number
  readonly total: number
}

export interface ImageClassification extends PictureResult {
  /** Best first. */
  readonly predictions: readonly Prediction[]
  /** When `all` was asked for. */
  readonly probabilities?: Float32Array
  /** The model's own numbers for the first picture of its batch; when `all` was asked for. */
  readonly logits?: Float32Array
  /** The export has names, but not as many as the model has classes: so they are not used. */
  readonly mismatch?: { readonly labels: number; readonly classes: number }
  readonly heat?: OcclusionMap
}

/** How much less probable a class becomes when a part of the picture is covered. */
export interface OcclusionMap {
  readonly class: string
  readonly columns: number
  readonly rows: number
  /** Row by row; positive: the class needs that part. */
  readonly drops: Float32Array
  /** What the squares cover all together: a part of the upright picture, in its pixels. */
  readonly area: {
    readonly left: number
    readonly top: number
    readonly width: number
    readonly height: number
  }
}

export interface ObjectDetection extends PictureResult {
  /**
   * All with a score of at least 0.05, best first, at most 1000, in pixels of the upright picture: the page chooses among
   * them (`core/boxes/nms.ts`), so that its sliders need no other run.
   */
  readonly boxes: BoxSet
  /** The graph gives each thing once: overlapping boxes are to stay. */
  readonly suppressed: boolean
  /** By class index. */
  readonly classes: readonly string[]
  readonly mismatch?: { readonly labels: number; readonly classes: number }
}

/** Masks have the size of the upright picture, or its shape where that has more than 4 million pixels. */
export interface ImageSegmentation extends PictureResult {
  readonly width: number
  readonly height: number
  readonly mask: SegmentationMask
  /** By class index. */
  readonly classes: readonly string[]
  readonly mismatch?: { readonly labels: number; readonly classes: number }
}

export type SegmentationMask =
  /** width × height class indices. */
  | {
      readonly kind: 'semantic'
      readonly pixels: Uint8Array | Uint16Array
      readonly background?: number
    }
  /** Best first; overlapping ones are gone already, by the manifest's thresholds. */
  | { readonly kind: 'instances'; readonly instances: readonly InstanceMask[] }
  /** width × height, 255 where the subject is. */
  | { readonly kind: 'matte'; readonly alpha: Uint8Array }

export interface InstanceMask {
  readonly class: number
  readonly score: number
  /** In pixels of the mask. */
  readonly left: number
  readonly top: number
  readonly width: number
  readonly height: number
  /** width × height, 1 where the instance is. */
  readonly pixels: Uint8Array
}

export interface ImageToImage extends PictureResult {
  /** What came out, upright and without the padding that went in; width × height × 4 bytes. */
  readonly width: number
  readonly height: number
  readonly pixels: Uint8ClampedArray
  /** Of a depth map: the values that are shown black and white. */
  readonly range?: { readonly min: number; readonly max: number }
}
