import { afterEach, describe, expect, it, vi } from 'vitest'
import { createPictureDecoder } from './decode-picture.ts'

/** 2 × 1 pixels by its header; the browser's decoder is a fake, the real one is tested in a browser. */
function pngFile(): File {
  const bytes = new Uint8Array(64)
  const text = '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR\0\0\0\x02\0\0\0\x01'
  bytes.set(Array.from(text, (character) => character.charCodeAt(0)))
  return new File([bytes], 'a.png')
}

function fakeBrowser({ context = true, readable = true } = {}) {
  const calls: string[] = []
  const bitmap = { width: 2, height: 1, close: () => calls.push('close') }
  const decode = vi.fn(async (_blob: Blob, _options: ImageBitmapOptions) => bitmap)
  vi.stubGlobal('createImageBitmap', decode)
  vi.stubGlobal(
    'OffscreenCanvas',
    class {
      getContext() {
        if (!context) return null
        return {
          fillRect: () => calls.push('fill'),
          drawImage: () => calls.push('draw'),
          getImageData(_x: number, _y: number, width: number, height: number) {
            calls.push('read')
            if (!readable) throw new RangeError('Out of memory')
            return { width, height, data: new Uint8ClampedArray(width * height * 4) }
          },
        }
      }
    },
  )
  return { calls, decode }
}

afterEach(() => {
  vi.unstubAllGlobals()
})

describe('createPictureDecoder', () => {
  it('gives the size of what was decoded and what the file is', async () => {
    fakeBrowser()
    const { picture, facts } = await createPictureDecoder().decode(pngFile())
    expect(facts).toEqual({ format: 'PNG', width: 2, height: 1, animated: false })
    expect(await picture.rows(0, 1)).toHaveLength(2)
  })

  it('asks for the stored colours, unmultiplied and upright', async () => {
    const { decode } = fakeBrowser()
    await createPictureDecoder().decode(pngFile())
    expect(decode.mock.calls[0]?.[1]).toEqual({
      colorSpaceConversion: 'none',
      premultiplyAlpha: 'none',
      imageOrientation: 'from-image',
    })
  })

  it('draws on white and lets the bitmap go before it copies the pixels', async () => {
    const { calls } = fakeBrowser()
    await createPictureDecoder().decode(pngFile())
    expect(calls.slice(0, 4)).toEqual(['fill', 'draw', 'close', 'read'])
  })

  it('does not decode what the gate refuses', async () => {
    const { decode } = fakeBrowser()
    const decoding = createPictureDecoder().decode(new File(['%PDF-1.7'], 'a.jpg'))
    await expect(decoding).rejects.toMatchObject({ code: 'image-not-a-picture' })
    expect(decode).not.toHaveBeenCalled()
  })

  it('calls a picture damaged that the browser refuses', async () => {
    const { decode } = fakeBrowser()
    const cause = new DOMException('could not be decoded', 'InvalidStateError')
    decode.mockRejectedValueOnce(cause)
    const decoding = createPictureDecoder().decode(pngFile())
    const facts = { name: 'a.png', format: 'PNG' }
    await expect(decoding).rejects.toMatchObject({ code: 'image-corrupt', facts, cause })
  })

  it.each([{ context: false }, { readable: false }])(
    'says when memory is short, and still lets the bitmap go: %j',
    async (lack) => {
      const { calls } = fakeBrowser(lack)
      const decoding = createPictureDecoder().decode(pngFile())
      await expect(decoding).rejects.toMatchObject({ code: 'out-of-memory' })
      expect(calls).toContain('close')
    },
  )
})
