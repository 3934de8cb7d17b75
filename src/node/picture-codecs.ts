import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { PictureFormat } from '../core/formats/sniffed.ts'
import type { RgbaPicture } from '../core/pixels/picture.ts'
import { VitrineError } from '../protocol/errors.ts'

/** Upright, and with colours that are not multiplied with their alpha. Rejects for what it cannot decode. */
export type Decode = (bytes: Uint8Array<ArrayBuffer>) => Promise<RgbaPicture>

/** Of the packages `@jsquash/*`: the decoders that browsers have too, compiled to WebAssembly. */
const binaries = {
  JPEG: 'jpeg/codec/dec/mozjpeg_dec.wasm',
  PNG: 'png/codec/pkg/squoosh_png_bg.wasm',
  WebP: 'webp/codec/dec/webp_dec.wasm',
  AVIF: 'avif/codec/dec/avif_dec.wasm',
} as const satisfies Partial<Record<PictureFormat, string>>

type CodecFormat = keyof typeof binaries

interface Codec {
  init(
    binary: WebAssembly.Module,
    options: { printErr(text: string): void },
  ): Promise<{ readonly memory: WebAssembly.Memory } | undefined>
  default(bytes: Uint8Array, options: { preserveOrientation: true }): Promise<RgbaPicture>
}

/** Twice what the largest picture takes that is admitted. */
const spentBytes = 1e9

/**
 * Decoders of picture files, each loaded with the first picture of its format.
 * @param root the project, whose packages these are
 * @returns undefined for a format that there is no decoder for
 */
export function createCodecs(root: string): (format: PictureFormat) => Decode | undefined {
  const loaded = new Map<CodecFormat, Promise<Decode>>()
  return (format) => {
    if (!hasCodec(format)) return undefined
    const loading = loaded.get(format) ?? load(format, root)
    loaded.set(format, loading)
    return async (bytes) => (await loading)(bytes)
  }
}

function hasCodec(format: PictureFormat): format is CodecFormat {
  return format in binaries
}

async function load(format: CodecFormat, root: string): Promise<Decode> {
  const require = createRequire(join(root, 'package.json'))
  const script = require.resolve(`@jsquash/${format.toLowerCase()}/decode.js`)
  const binary = await readFile(require.resolve(`@jsquash/${binaries[format]}`))
  const module = await WebAssembly.compile(binary)
  provideImageData()
  const codec = (await import(pathToFileURL(script).href)) as Codec
  let complaint: string | undefined
  const printErr = (text: string) => {
    complaint ??= text
  }
  let instance = await codec.init(module, { printErr })
  return async (bytes) => {
    complaint = undefined
    try {
      const picture = await codec.default(bytes, { preserveOrientation: true })
      // libjpeg fills in what was cut off, and only says so.
      if (complaint !== undefined) throw new Error(complaint)
      return picture
    } catch (cause) {
      // What it held when it gave up it never gives back. Of PNG's there can be but one for as long as this thread lives.
      instance = await codec.init(module, { printErr })
      if ((instance?.memory.buffer.byteLength ?? 0) > spentBytes) {
        throw new VitrineError('out-of-memory', {}, { cause })
      }
      throw cause
    }
  }
}

/** What the packages hand pixels out in; Node has none. */
function provideImageData(): void {
  Object.assign(globalThis, { ImageData: globalThis.ImageData ?? PlainImageData })
}

class PlainImageData implements RgbaPicture {
  readonly data: Uint8ClampedArray
  readonly width: number
  readonly height: number

  constructor(data: Uint8ClampedArray, width: number, height: number) {
    this.data = data
    this.width = width
    this.height = height
  }
}
