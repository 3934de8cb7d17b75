/** What a `Blob` is to code that has no DOM: bytes that can be read in part. `Blob` and `File` fit. */
export interface ByteSource {
  readonly size: number
  slice(start?: number, end?: number): { arrayBuffer(): Promise<ArrayBuffer> }
}
