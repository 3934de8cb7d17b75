/** Reads bytes `start` to `end` of a file, fewer where the file ends sooner. */
export type ReadBytes = (start: number, end: number) => Promise<Uint8Array>

/** Whatever a file claims, no more than this is read to find out its size in pixels. */
const budgetBytes = 1024 * 1024
/** Read at once after a jump, where often a few bytes are all that is wanted. */
const jumpBytes = 1024
/** Read at once where the reading goes on from what was read last. */
const streamBytes = 16 * 1024

/**
 * A file of which only the places that are asked for are read. Everything answers `undefined` beyond the end of the
 * file or of the budget, so that a parser ends on hostile input for want of bytes.
 */
export class ByteWindow {
  readonly sizeBytes: number
  readonly #read: ReadBytes
  #budgetBytes = budgetBytes
  #start = 0
  #bytes: Uint8Array = new Uint8Array(0)

  constructor(sizeBytes: number, read: ReadBytes) {
    this.sizeBytes = sizeBytes
    this.#read = read
  }

  /** Exactly `length` bytes from `offset`; valid until the next call. */
  async view(offset: number, length: number): Promise<DataView | undefined> {
    const end = offset + length
    if (!(offset >= 0 && end <= this.sizeBytes)) return undefined
    if (offset < this.#start || end > this.#start + this.#bytes.length) {
      const goesOn = offset >= this.#start && offset <= this.#start + this.#bytes.length
      if (!(await this.#fill(offset, Math.max(length, goesOn ? streamBytes : jumpBytes)))) {
        return undefined
      }
    }
    const at = offset - this.#start
    if (at + length > this.#bytes.length) return undefined
    return new DataView(this.#bytes.buffer, this.#bytes.byteOffset + at, length)
  }

  async #fill(offset: number, length: number): Promise<boolean> {
    const end = Math.min(offset + Math.min(length, this.#budgetBytes), this.sizeBytes)
    if (end <= offset) return false
    this.#bytes = await this.#read(offset, end)
    this.#start = offset
    this.#budgetBytes -= end - offset
    return true
  }
}

/** `length` bytes from `at` as characters, for the four-letter names of chunks and boxes. */
export function ascii(view: DataView, at: number, length: number): string {
  let text = ''
  for (let i = at; i < at + length; i++) text += String.fromCharCode(view.getUint8(i))
  return text
}
