/** The manifests of the tasks that take a picture. */
import type { ImagePreprocessing } from '../core/pixels/preprocess.ts'
import type { ManifestBase, Prediction } from './manifest.ts'

/** What every one of them has. */
export interface PictureManifestBase extends ManifestBase {
  readonly preprocessing: ImagePreprocessing
  readonly examples: readonly ImageExample[]
}

interface LabelledPictureManifest extends PictureManifestBase {
  /** Names by output index; empty when the export has none: then `class_0`, `class_1`, … */
  readonly labels: readonly string[]
}

export interface ImageClassificationManifest extends LabelledPictureManifest {
  readonly task: 'image-classification'
  /** What the model's output holds. */
  readonly output: 'logits' | 'probabilities'
  /** `sigmoid`: each class by itself, several may hold at once. `softmax` where nothing is said. */
  readonly scores?: 'softmax' | 'sigmoid'
  /** With `sigmoid`: the probability from which on a class is said to hold; 0.5 where nothing is said. */
  readonly threshold?: number
}

export interface ObjectDetectionManifest extends LabelledPictureManifest {
  readonly task: 'object-detection'
  readonly head: DetectionHead
  /** Where the page's sliders stand at first. */
  readonly thresholds: DetectionThresholds
}

export interface DetectionThresholds {
  /** Boxes with a lower score are left out; 0 to 1. */
  readonly confidence: number
  /** Of two boxes of one class that overlap by more than this (intersection over union), the less certain one goes. */
  readonly iou: number
}

/** How a graph writes its boxes down. Names are those of its outputs. */
export type DetectionHead =
  | YoloHead
  /** `[1, n, 6]`: left, top, right, bottom in pixels of the input, score, class; overlapping ones are gone already. */
  | { readonly kind: 'end-to-end'; readonly output: string }
  /**
   * `logits` `[1, queries, classes (+ 1)]`, `boxes` `[1, queries, 4]` as centre and size in 0..1. With `softmax` the last
   * class means "nothing". No two queries mean the same box.
   */
  | {
      readonly kind: 'detr'
      readonly logits: string
      readonly boxes: string
      readonly scores: 'softmax' | 'sigmoid'
    }
  /** `scores` `[1, n, classes]`, `boxes` `[1, n, 4]` as corners in 0..1; class 0 is the background. */
  | { readonly kind: 'ssd'; readonly scores: string; readonly boxes: string }
  /** A list that the graph itself made, as TorchVision's and TensorFlow's detectors do; `labels` count from `firstLabel`. */
  | {
      readonly kind: 'listed'
      readonly boxes: string
      readonly scores: string
      readonly labels: string
      readonly order: 'xyxy' | 'yxyx'
      readonly unit: 'pixels' | 'relative'
      readonly firstLabel: number
    }
  /**
   * `[1, cells, 5 + classes]`: centre and size in pixels of the input, objectness, classes; or `[1, 5 + classes, h, w]` as
   * its author exports it: objectness, raw box, classes.
   */
  | { readonly kind: 'fastest-det'; readonly output: string }
  /** YuNet's twelve: for each stride 8, 16, 32 `cls_`, `obj_`, `bbox_` and `kps_`. */
  | { readonly kind: 'yunet' }
  /** BlazeFace's 896 anchors, in one pair of outputs or two. */
  | {
      readonly kind: 'blaze-face'
      readonly scores: readonly string[]
      readonly boxes: readonly string[]
    }

/** One row of numbers for each box: centre x, centre y, width, height, (objectness,) one score a class, (coefficients). */
export interface YoloHead {
  readonly kind: 'yolo'
  readonly output: string
  /** `[1, values, boxes]` as YOLOv8 and later, `[1, boxes, values]` as before. */
  readonly axes: 'values-first' | 'boxes-first'
  /** The score of a class has to be multiplied with that of there being anything (v5, YOLOX). */
  readonly objectness: boolean
  /** YOLOX: centre and size are relative to a cell of a grid of each stride, and sizes are logarithms. */
  readonly strides?: readonly number[]
  /** How many numbers of a row say how its mask is made of the prototypes; 0 where nothing is said. */
  readonly coefficients?: number
}

export interface ImageSegmentationManifest extends LabelledPictureManifest {
  readonly task: 'image-segmentation'
  readonly head: SegmentationHead
  /** Of instances, and `confidence` also for what a `matte` takes for the subject. */
  readonly thresholds: DetectionThresholds
}

export type SegmentationHead =
  /** One map of scores a class, `[1, classes, h, w]` or `[1, h, w, classes]`, or `[1, h, w]` with the classes themselves. */
  | {
      readonly kind: 'semantic'
      readonly output: string
      readonly layout: ImagePreprocessing['layout']
      /** The class that means "nothing in particular". */
      readonly background?: number
    }
  /** YOLO's boxes with coefficients, and `prototypes` `[1, coefficients, h, w]`. */
  | { readonly kind: 'instances'; readonly boxes: YoloHead; readonly prototypes: string }
  /** One map: how much each pixel belongs to the subject. */
  | {
      readonly kind: 'matte'
      readonly output: string
      readonly layout: ImagePreprocessing['layout']
      /** `sigmoid` where the graph gives logits. */
      readonly activation: 'none' | 'sigmoid'
    }

export interface ImageToImageManifest extends PictureManifestBase {
  readonly task: 'image-to-image'
  readonly output: {
    readonly name: string
    readonly layout: ImagePreprocessing['layout']
    /** `depth`: one map of any range, which is shown from its least to its greatest value. */
    readonly gives: 'picture' | 'depth'
    /** What 255 is in the output: 1 or 255. */
    readonly white: number
    readonly colours: 'RGB' | 'BGR'
  }
}

export interface ImageExample {
  readonly title: string
  /** Relative to the manifest's `base`. Not one of `files`: fetched when looked at. */
  readonly image: string
  /** Top-k computed beforehand, shown before the weights have come. */
  readonly predictions?: readonly Prediction[]
  /** What the author's own reference (Python, say) gives for it; the page can be asked to compare. */
  readonly expected?: ExpectedAnswer
}

export interface ExpectedAnswer {
  /** Best first. */
  readonly predictions?: readonly Prediction[]
  /** The first numbers of the model's first output. */
  readonly logits?: readonly number[]
  /** By how much numbers may differ; 0.01 where nothing is said. */
  readonly tolerance?: number
}
