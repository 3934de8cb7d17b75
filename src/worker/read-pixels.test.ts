import { afterEach, describe, expect, it, vi } from 'vitest'
import { unpackPixels } from '../core/pixels/packed-pixels.ts'
import type { PixelSource } from '../core/pixels/picture.ts'
import { createPixelReader } from './read-pixels.ts'

const drawn = [1, 2, 3, 255]
const plain = { width: 3, height: 100, animated: false, isUpright: true, isPlain: true }
const profiled = { width: 3, height: 100, animated: false, isUpright: true }
const turned = { width: 3, height: 100, animated: false }
const width = 3
const onWhite = 'fill rgb(255 255 255)'
const height = 100

/** A browser whose canvas gives `drawn` for every pixel, and whose frames give what a test says. */
function fakeBrowser({
  format = 'BGRX',
  framed = [3, 2, 1, 0],
  refuse,
}: { format?: string | null; framed?: readonly number[]; refuse?: Error } = {}) {
  const calls: string[] = []
  const bitmap = { width, height, close: () => calls.push('close bitmap') }
  vi.stubGlobal(
    'VideoFrame',
    class {
      format = format
      async copyTo(target: Int32Array, { rect }: CopyOptions) {
        calls.push(`copy ${rect.height} rows`)
        if (refuse !== undefined) throw refuse
        const bytes = new Uint8Array(target.buffer, 0, rect.width * rect.height * 4)
        for (let i = 0; i < bytes.length; i++) bytes[i] = framed[i % 4]!
      }
      close() {
        calls.push('close frame')
      }
    },
  )
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        return {
          fillRect() {},
          set fillStyle(colour: string) {
            calls.push(`fill ${colour}`)
          },
          drawImage() {},
          getImageData(_x: number, _y: number, columns: number, rows: number) {
            calls.push(`draw ${rows} rows`)
            const data = Uint8ClampedArray.from(
              { length: columns * rows * 4 },
              (_, i) => drawn[i % 4]!,
            )
            return { data }
          },
        }
      }
    },
  )
  return { calls, bitmap: bitmap as unknown as ImageBitmap }
}

interface CopyOptions {
  rect: { width: number; height: number }
}

/** Red, green and blue of the first pixel of row 7. */
async function colourOf(picture: PixelSource): Promise<number[]> {
  return [...unpackPixels((await picture.rows(7, 9)).subarray(0, 1), 3, picture.order)]
}

afterEach(() => vi.unstubAllGlobals())

describe('reading the pixels of a decoded picture', () => {
  it('copies rows of a frame once some have proved to be what a canvas gives', async () => {
    const { calls, bitmap } = fakeBrowser()
    const read = createPixelReader()
    const first = await read(bitmap, plain)
    expect(await colourOf(first)).toEqual([1, 2, 3])
    first.close()
    calls.length = 0
    const second = await read(bitmap, plain)
    expect(await second.rows(0, 5)).toHaveLength(width * 5)
    second.close()
    expect(calls).toEqual(['close bitmap', 'copy 5 rows', 'close frame'])
  })

  it('uses the canvas from then on where a frame gives other bytes', async () => {
    const { calls, bitmap } = fakeBrowser({ framed: [1, 2, 3, 0] })
    const read = createPixelReader()
    expect(await colourOf(await read(bitmap, plain))).toEqual([1, 2, 3])
    expect(calls).toContain('close frame')
    calls.length = 0
    expect(await colourOf(await read(bitmap, plain))).toEqual([1, 2, 3])
    expect(calls).toEqual([onWhite, 'close bitmap', 'draw 100 rows', 'close bitmap'])
  })

  it.each([
    ['has alpha', { format: 'BGRA' }],
    ['has a format nobody knows', { format: null }],
    ['cannot be converted', { refuse: new DOMException('no', 'NotSupportedError') }],
  ])('draws a picture whose frame %s', async (_, fault) => {
    const { calls, bitmap } = fakeBrowser(fault)
    expect(await colourOf(await createPixelReader()(bitmap, plain))).toEqual([1, 2, 3])
    expect(calls).toContain('close frame')
    expect(calls).toContain('draw 100 rows')
  })

  it('draws where the browser has no frames', async () => {
    const { bitmap } = fakeBrowser()
    vi.stubGlobal('VideoFrame', undefined)
    expect(await colourOf(await createPixelReader()(bitmap, plain))).toEqual([1, 2, 3])
  })

  it('draws a picture that EXIF data turns, whose frame would not be turned', async () => {
    const { calls, bitmap } = fakeBrowser()
    expect(await colourOf(await createPixelReader()(bitmap, turned))).toEqual([1, 2, 3])
    expect(calls).toEqual([onWhite, 'close bitmap', 'draw 100 rows', 'close bitmap'])
  })

  it('proves pictures with a colour profile by themselves', async () => {
    const { calls, bitmap } = fakeBrowser()
    const read = createPixelReader()
    await read(bitmap, plain)
    calls.length = 0
    await read(bitmap, profiled)
    expect(calls).toContain('draw 64 rows')
    calls.length = 0
    await read(bitmap, profiled)
    expect(calls).toEqual(['close bitmap'])
  })

  it('puts rows where the caller wants them', async () => {
    const { bitmap } = fakeBrowser()
    const picture = await createPixelReader()(bitmap, plain)
    const into = new Int32Array(width * 10)
    const rows = await picture.rows(2, 5, into)
    expect(rows.buffer).toBe(into.buffer)
    expect(rows).toHaveLength(width * 3)
  })
})

describe('a picture with transparent parts', () => {
  const green = [0, 200, 0] as const
  const withAlpha = { width, height, animated: false }

  it('is drawn on white, which a canvas does as Pillow', async () => {
    const { calls, bitmap } = fakeBrowser({ format: 'BGRA' })
    await createPixelReader()(bitmap, withAlpha)
    expect(calls).toEqual([onWhite, 'close bitmap', 'draw 100 rows', 'close bitmap'])
  })

  it('is laid on another colour by our own hand, where its frame is what the canvas shows', async () => {
    // The canvas shows 1, 2, 3: a level beside it.
    const { calls, bitmap } = fakeBrowser({ format: 'BGRA', framed: [3, 2, 2, 255] })
    const picture = await createPixelReader()(bitmap, withAlpha, green)
    expect(await colourOf(picture)).toEqual([2, 2, 3])
    expect(calls).not.toContain('draw 100 rows')
    const faint = fakeBrowser({ format: 'RGBA', framed: [1, 2, 3, 0] })
    expect(await colourOf(await createPixelReader()(faint.bitmap, withAlpha, [2, 3, 4]))).toEqual([
      2, 3, 4,
    ])
  })

  it('is drawn on it where its frame is another picture, such as one that EXIF data turns', async () => {
    const { calls, bitmap } = fakeBrowser({ format: 'BGRA', framed: [90, 90, 90, 255] })
    expect(await colourOf(await createPixelReader()(bitmap, withAlpha, green))).toEqual([1, 2, 3])
    expect(calls).toContain('close frame')
    expect(calls).toContain('fill rgb(0 200 0)')
  })

  it('is drawn where it turns out to have none', async () => {
    const { calls, bitmap } = fakeBrowser({ format: 'BGRX' })
    expect(await colourOf(await createPixelReader()(bitmap, withAlpha, green))).toEqual([1, 2, 3])
    expect(calls).toContain('draw 100 rows')
  })
})
