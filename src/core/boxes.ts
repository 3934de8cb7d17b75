/** Boxes with a score and a class each, in columns: a thousand of them cross to the page as three arrays. */
export interface BoxSet {
  /** Four for each box: left, top, right, bottom. */
  readonly corners: Float32Array
  /** 0 to 1. */
  readonly scores: Float32Array
  /** Indices of classes. */
  readonly classes: Int32Array
  /** Marked places on each box, such as eyes and nose of a face: x and y, one after the other. */
  readonly points?: { readonly perBox: number; readonly xy: Float32Array }
}
