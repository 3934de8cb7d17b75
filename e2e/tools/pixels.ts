/** Our own decoder and resize, for tests that look at pixels. Bundled by `pixel-page.ts` for a page of its own. */
import { preprocess, type ImagePreprocessing } from '../../src/core/preprocess.ts'
import type { ResampleFilter } from '../../src/core/resample-filter.ts'
import { resize } from '../../src/core/resize.ts'
import { createPictureDecoder } from '../../src/worker/decode-picture.ts'

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('')
}

async function decode(url: string) {
  return (await createPictureDecoder().decode(await (await fetch(url)).blob())).picture
}

export const pixels = {
  /** Of the decoded picture's red, green and blue bytes. */
  async decodedHash(url: string): Promise<string> {
    const { width, height, data } = await decode(url)
    const rgb = new Uint8Array(width * height * 3)
    for (let i = 0; i < width * height; i++) rgb.set(data.subarray(i * 4, i * 4 + 3), i * 3)
    return sha256(rgb)
  },
  async resizedHash(url: string, width: number, height: number, filter: ResampleFilter) {
    return sha256(new Uint8Array(resize(await decode(url), { width, height, filter }).data))
  },
  async tensorHash(url: string, preprocessing: ImagePreprocessing): Promise<string> {
    const data = preprocess(await decode(url), preprocessing)
    return sha256(new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice())
  },
}

export type Pixels = typeof pixels
Object.assign(globalThis, { pixels })
