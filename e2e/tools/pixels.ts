/** Our own decoder and resize, for tests that look at pixels. Bundled by `pixel-page.ts` for a page of its own. */
import type { Colour } from '../../src/core/pixels/lay-on.ts'
import { preprocess, type ImagePreprocessing } from '../../src/core/pixels/preprocess.ts'
import { unpackPixels } from '../../src/core/pixels/packed-pixels.ts'
import type { ResampleFilter } from '../../src/core/pixels/resample-filter.ts'
import { resize } from '../../src/core/pixels/resize.ts'
import { createPictureDecoder } from '../../src/worker/decode-picture.ts'

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes.slice()))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

// One for all pictures, as in the worker: what it has proved on one is relied on with the next.
const decoder = createPictureDecoder()

async function decode(url: string, background?: Colour) {
  const file = await (await fetch(url)).blob()
  return (await decoder.decode(file, { background })).picture
}

export const pixels = {
  /** Of the decoded picture's red, green and blue bytes. */
  async decodedHash(url: string, background?: Colour): Promise<string> {
    const picture = await decode(url, background)
    const hash = await sha256(unpackPixels(await picture.rows(0, picture.height), 3, picture.order))
    picture.close()
    return hash
  },
  /** The same, of many: size and hash, or the code of the error. */
  async decodedHashes(
    asked: readonly { url: string; background?: Colour | undefined }[],
  ): Promise<string[]> {
    const hashes: string[] = []
    for (const { url, background } of asked) {
      hashes.push(
        await pixels.decodedHash(url, background).catch((error: unknown) => String(error)),
      )
    }
    return hashes
  },
  async resizedHash(url: string, width: number, height: number, filter: ResampleFilter) {
    const { data } = await resize(await decode(url), { width, height, filter })
    return sha256(data)
  },
  async tensorHash(url: string, preprocessing: ImagePreprocessing): Promise<string> {
    const { values: data } = await preprocess(await decode(url), preprocessing)
    return sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength))
  },
}

export type Pixels = typeof pixels
Object.assign(globalThis, { pixels })
