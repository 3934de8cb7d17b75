import type { PbfReader } from 'pbf'
import type { ByteSource } from '../../core/formats/byte-source.ts'
import { VitrineError } from '../../protocol/errors.ts'
import { limits } from './limits.ts'
import { Window } from './window.ts'

/** A part of the file, in bytes from its beginning. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** One field of a message. What it holds in bytes lies at its span, and is not read until someone asks for it. */
export interface Field extends Span {
  readonly number: number
  /** 0 a varint, 1 eight bytes, 2 a length and so many bytes, 5 four bytes. */
  readonly type: number
  /** Of a varint, as a signed number; inexact beyond 2 ** 53. */
  readonly value: number
  /** Where the length stands that comes before the bytes. */
  readonly lengthAt: number
}

const notOnnx = 'its bytes are not those of an ONNX model'

/** The longest that a field's number and its varint can be. */
const headBytes = 20

/**
 * Walks the protobuf messages of a file without holding the file: fields that nobody asks for are stepped over.
 * Every way in which the bytes can be wrong ends in `model-damaged`.
 */
export class Wire {
  readonly #path: string
  readonly #window: Window
  #depth = 0
  #messages = 0
  #parts = 0
  #textBytes = 0

  constructor(source: ByteSource, path: string) {
    this.#path = path
    this.#window = new Window(source)
  }

  damaged(problem: string, detail?: string): VitrineError {
    const facts = { path: this.#path, problem }
    return new VitrineError('model-damaged', facts, detail === undefined ? {} : { detail })
  }

  /** To be called for everything that will be counted or remembered. */
  countPart(): void {
    if (++this.#parts > limits.parts) {
      throw this.damaged('it has more than 200,000 nodes and tensors')
    }
  }

  /** The fields of the message that lies at `span`, in the file's order; a promise is waited for. */
  async fields(span: Span, onField: (field: Field) => Promise<void> | void): Promise<void> {
    if (++this.#depth > limits.depth) throw this.damaged('its parts are nested too deep')
    if (++this.#messages > limits.messages) throw this.damaged('it has more parts than any model')
    let at = span.start
    while (at < span.end) {
      if (!this.#window.covers(at, at + headBytes)) await this.#window.move(at, at + headBytes)
      const field = this.#field(at, span.end)
      const pending = onField(field)
      if (pending !== undefined) await pending
      at = field.end
    }
    this.#depth--
  }

  async text(field: Field): Promise<string> {
    this.#expect(field, 2)
    const length = field.end - field.start
    this.#textBytes += length
    if (length > limits.textBytes || this.#textBytes > limits.allTextBytes) {
      throw this.damaged('its names and texts are too long')
    }
    await this.#cover(field.lengthAt, field.end)
    return this.#window.at(field.lengthAt).readString()
  }

  number(field: Field): number {
    this.#expect(field, 0)
    return field.value
  }

  /** A field that is a message. */
  message(field: Field): Span {
    this.#expect(field, 2)
    return field
  }

  /** Appends the one number of the field, or the many that are packed into it, to a list that has a limit. */
  async numbers(field: Field, into: number[], limit: number): Promise<void> {
    if (field.type === 0) into.push(field.value)
    else {
      this.#expect(field, 2)
      // Ten bytes are the longest varint.
      const end = Math.min(field.end, field.start + 10 * limit + 10)
      await this.#cover(field.start, end)
      let at = field.start
      while (at < end && into.length <= limit) {
        into.push(this.#read(at, field.end, (pbf) => pbf.readVarint(true)))
        at = this.#window.position
      }
    }
    if (into.length > limit) throw this.damaged(`a tensor has more than ${limit} dimensions`)
  }

  /** Each number of the field, however many are packed into it. */
  async eachNumber(field: Field, onNumber: (value: number) => void): Promise<void> {
    if (field.type === 0) return onNumber(field.value)
    this.#expect(field, 2)
    let at = field.start
    while (at < field.end) {
      if (!this.#window.covers(at, at + headBytes)) await this.#window.move(at, at + headBytes)
      onNumber(this.#read(at, field.end, (pbf) => pbf.readVarint(true)))
      at = this.#window.position
    }
  }

  async #cover(start: number, end: number): Promise<void> {
    if (!this.#window.covers(start, end)) await this.#window.move(start, end)
    if (end > this.#window.knownEnd) throw this.#cutOff()
  }

  #field(at: number, end: number): Field {
    const tag = this.#read(at, end, (pbf) => pbf.readVarint())
    const number = Math.floor(tag / 8)
    if (number === 0 || number >= 2 ** 29) throw this.damaged(notOnnx)
    const type = tag % 8
    const lengthAt = this.#window.position
    if (type === 0) {
      const value = this.#read(lengthAt, end, (pbf) => pbf.readVarint(true))
      const start = this.#window.position
      return { number, type, value, lengthAt, start, end: start }
    }
    if (type === 2) {
      const length = this.#read(lengthAt, end, (pbf) => pbf.readVarint())
      const start = this.#window.position
      this.#fits(start + length, end)
      return { number, type, value: 0, lengthAt, start, end: start + length }
    }
    if (type !== 1 && type !== 5) throw this.damaged(notOnnx)
    const length = type === 1 ? 8 : 4
    this.#fits(lengthAt + length, end)
    return { number, type, value: 0, lengthAt, start: lengthAt, end: lengthAt + length }
  }

  #read(at: number, end: number, read: (pbf: PbfReader) => number): number {
    let value
    try {
      value = read(this.#window.at(at))
    } catch (cause) {
      // Past the end pbf reads on and finds no varint.
      if (end > this.#window.knownEnd || this.#window.position > end) throw this.#cutOff()
      throw this.damaged(notOnnx, String(cause))
    }
    this.#fits(this.#window.position, end)
    return value
  }

  #fits(position: number, end: number): void {
    if (position <= end && end <= this.#window.sizeBytes) return
    throw position > this.#window.sizeBytes
      ? this.#cutOff()
      : this.damaged('its parts do not fit into each other')
  }

  #expect(field: Field, type: number): void {
    if (field.type !== type) throw this.damaged(notOnnx)
  }

  #cutOff(): VitrineError {
    return this.damaged('it is cut off before its end')
  }
}
