import { PbfReader } from 'pbf'
import type { ByteSource } from '../../core/formats/byte-source.ts'

/** Read at once after a jump over weights, where often only the next tensor's name is wanted. */
const jumpBytes = 4 * 1024
/** What is read at once doubles up to this while the reading goes on where it was. */
const streamBytes = 256 * 1024
/** A gap of less is read through: many small reads cost more than a few bytes too many. */
const gapBytes = 16 * 1024

/** The piece of a file that is in memory just now, under a protobuf reader. It moves forward as the reading does. */
export class Window {
  readonly sizeBytes: number
  readonly #source: ByteSource
  #pbf = new PbfReader(new Uint8Array(0))
  #start = 0
  #nextBytes = jumpBytes

  constructor(source: ByteSource) {
    this.#source = source
    this.sizeBytes = source.size
  }

  /** Whether these bytes are in memory, or all that the file has of them. */
  covers(start: number, end: number): boolean {
    return start >= this.#start && Math.min(end, this.sizeBytes) <= this.#start + this.#pbf.length
  }

  /** Moves the window so that it covers these bytes, and more where the reading is likely to go on. */
  async move(start: number, end: number): Promise<void> {
    const ahead = start - (this.#start + this.#pbf.length)
    this.#nextBytes = ahead > gapBytes ? jumpBytes : Math.min(2 * this.#nextBytes, streamBytes)
    const until = Math.min(Math.max(end, start + this.#nextBytes), this.sizeBytes)
    const bytes = await this.#source.slice(start, until).arrayBuffer()
    this.#pbf = new PbfReader(bytes)
    this.#start = start
  }

  /** The reader, standing at this position of the file. */
  at(position: number): PbfReader {
    this.#pbf.pos = position - this.#start
    return this.#pbf
  }

  /** Where the reader stands in the file. */
  get position(): number {
    return this.#start + this.#pbf.pos
  }

  /** Where the file's bytes end: before its size when it was cut while it was read. */
  get knownEnd(): number {
    return this.#start + this.#pbf.length
  }
}
