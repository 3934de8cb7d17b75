import { afterEach, describe, expect, it, vi } from 'vitest'
import { pixelSource, unpackPixels } from '../core/pixels/packed-pixels.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import { createAnyDecoder } from './picture-decoder.ts'

/** 4 × 2 pixels, of which the left half is red and the right half blue. */
const pixels = new Uint8ClampedArray(32)
for (let i = 0; i < 8; i++) pixels[i * 4 + (i % 4 < 2 ? 0 : 2)] = 200

const closed: string[] = []
const copies: unknown[] = []

function fakeFrames({ copies: canCopy = true } = {}) {
  vi.stubGlobal(
    'VideoFrame',
    class {
      format: string | null = 'I420'
      visibleRect = { x: 0, y: 0, width: 4, height: 2 }
      displayWidth = 4
      displayHeight = 2
      rotation = 0
      async copyTo(target: Int32Array, options: unknown) {
        copies.push(options)
        if (!canCopy) throw new TypeError('format')
        target.set(new Int32Array(pixels.buffer))
      }
      close() {
        closed.push('frame')
      }
    },
  )
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      width = 4
      height = 2
      getContext = () => ({
        drawImage: () => copies.push('drawn'),
        getImageData: () => ({ data: pixels }),
      })
    },
  )
}

function frame(parts: object = {}) {
  const made = Object.assign(new VideoFrame(new Uint8Array(), {} as never), parts)
  return { kind: 'frame', frame: made, width: 4, height: 2 } as const
}

const files: PictureDecoder = {
  decode: vi.fn(async () => ({
    picture: {
      ...pixelSource({ width: 4, height: 2, data: pixels }),
      close: () => closed.push('file'),
    },
    facts: { format: 'PNG', width: 4, height: 2, animated: false },
  })),
}

const halved = { quick: () => ({ width: 2, height: 1 }) }

async function rgb({ picture }: Awaited<ReturnType<PictureDecoder['decode']>>) {
  return [...unpackPixels(await picture.rows(0, picture.height), 3, picture.order)]
}

afterEach(() => {
  vi.unstubAllGlobals()
  closed.length = 0
  copies.length = 0
})

describe('a frame of a camera', () => {
  it('comes out at the wanted size, and is closed', async () => {
    fakeFrames()
    const decoded = await createAnyDecoder(files).decode(frame(), halved)
    expect(decoded.facts).toEqual({ format: 'frame', width: 4, height: 2, animated: false })
    expect([decoded.picture.width, decoded.picture.height]).toEqual([2, 1])
    expect(await rgb(decoded)).toEqual([200, 0, 0, 0, 0, 200])
    expect(copies).toEqual([{ format: 'RGBA' }])
    expect(closed).toEqual(['frame'])
  })

  it('comes out as it is where no size is asked for', async () => {
    fakeFrames()
    const { picture } = await createAnyDecoder(files).decode(frame())
    expect([picture.width, picture.height]).toEqual([4, 2])
  })

  it('is not converted where its pixels lie ready', async () => {
    fakeFrames()
    const decoded = await createAnyDecoder(files).decode(frame({ format: 'BGRX' }), halved)
    expect(copies).toEqual([{}])
    expect(await rgb(decoded)).toEqual([0, 0, 200, 200, 0, 0])
  })

  it.each([
    ['that the camera took sideways', { rotation: 90 }],
    ['whose pixels are not square', { displayWidth: 5 }],
  ])('%s is drawn, which puts it right', async (_, parts) => {
    fakeFrames()
    expect(await rgb(await createAnyDecoder(files).decode(frame(parts), halved))).toEqual([
      200, 0, 0, 0, 0, 200,
    ])
    expect(copies).toEqual(['drawn'])
  })

  it('is drawn where the browser cannot convert it', async () => {
    fakeFrames({ copies: false })
    await createAnyDecoder(files).decode(frame(), halved)
    expect(copies).toEqual([{ format: 'RGBA' }, 'drawn'])
    expect(closed).toEqual(['frame'])
  })

  it('is closed also when there is no memory for it', async () => {
    fakeFrames({ copies: false })
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => null
      },
    )
    await expect(createAnyDecoder(files).decode(frame(), halved)).rejects.toMatchObject({
      code: 'out-of-memory',
    })
    expect(closed).toEqual(['frame'])
  })
})

describe('a file', () => {
  it('is left to the exact decoder', async () => {
    const background = [0, 0, 0] as const
    const file = new File(['x'], 'a.png')
    const { facts } = await createAnyDecoder(files).decode(file, { background })
    expect(facts.format).toBe('PNG')
    expect(files.decode).toHaveBeenLastCalledWith(file, { background })
    expect(closed).toEqual([])
  })

  it('comes out at the wanted size when it is wanted quickly, and its memory is given back', async () => {
    const decoded = await createAnyDecoder(files).decode(new File(['x'], 'a.png'), halved)
    expect(await rgb(decoded)).toEqual([200, 0, 0, 0, 0, 200])
    expect(decoded.facts).toEqual({ format: 'PNG', width: 4, height: 2, animated: false })
    expect(closed).toEqual(['file'])
  })

  it('keeps the error of the decoder', async () => {
    const refusing = { decode: () => Promise.reject(new VitrineError('image-empty')) }
    await expect(
      createAnyDecoder(refusing).decode(new File([], 'a.png'), halved),
    ).rejects.toMatchObject({ code: 'image-empty' })
  })
})
