import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import type { PictureFile } from '../protocol/picture-tasks.ts'
import { admitPicture, undecodable } from './picture-gate.ts'

const png = (width: number, height: number) => {
  const bytes = new Uint8Array(64)
  const text = '\x89PNG\r\n\x1a\n\0\0\0\x0dIHDR'
  bytes.set(Array.from(text, (character) => character.charCodeAt(0)))
  const view = new DataView(bytes.buffer)
  view.setUint32(16, width)
  view.setUint32(20, height)
  return bytes
}

interface SourceOptions {
  name?: string
  size?: number
  onRead?: (bytes: number) => void
}

function sourceOf(bytes: Uint8Array, options: SourceOptions = {}): PictureFile {
  const { name = 'a.png', size = bytes.length, onRead } = options
  return {
    name,
    size,
    slice: (start, end) => ({
      async arrayBuffer() {
        onRead?.((end ?? size) - (start ?? 0))
        return bytes.slice(start, end).buffer
      },
    }),
  }
}

async function refusal(source: PictureFile): Promise<VitrineError> {
  try {
    await admitPicture(source)
  } catch (error) {
    if (error instanceof VitrineError) return error
  }
  throw new Error('was admitted')
}

describe('admitPicture', () => {
  it('tells format and size of a picture that may be decoded', async () => {
    expect(await admitPicture(sourceOf(png(640, 480)))).toEqual({
      format: 'PNG',
      header: { width: 640, height: 480, animated: false },
    })
  })

  it('works with a Blob', async () => {
    expect(await admitPicture(new Blob([png(2, 3)]))).toMatchObject({ header: { height: 3 } })
  })

  it('refuses a file without bytes', async () => {
    const error = await refusal(sourceOf(new Uint8Array(0), { name: 'nothing.jpg' }))
    expect(error).toMatchObject({ code: 'image-empty', facts: { name: 'nothing.jpg' } })
  })

  it('refuses a file that is too big without reading it', async () => {
    const reads: number[] = []
    const onRead = (bytes: number) => reads.push(bytes)
    const error = await refusal(sourceOf(png(2, 2), { size: 500e6, onRead }))
    expect(error).toMatchObject({
      code: 'image-file-too-big',
      facts: { name: 'a.png', size: '500 MB', limit: '50 MB' },
    })
    expect(reads).toEqual([])
  })

  it('decides on a large file by a few kilobytes of it', async () => {
    let total = 0
    const onRead = (bytes: number) => (total += bytes)
    const large = new Uint8Array(49e6)
    large.set(png(2, 2))
    await admitPicture(sourceOf(large, { onRead }))
    expect(total).toBeLessThan(65_536)
  })

  it.each([
    [16_385, 1, '16,384 pixels a side'],
    [1, 1_000_000, '16,384 pixels a side'],
    [8000, 5001, '40 megapixels'],
  ])('refuses %i × %i pixels', async (width, height, limit) => {
    const error = await refusal(sourceOf(png(width, height)))
    expect(error.code).toBe('image-too-many-pixels')
    expect(error.facts).toEqual({ name: 'a.png', width, height, limit })
  })

  it.each([
    [8000, 5000],
    [16_384, 2441],
  ])('admits %i × %i pixels', async (width, height) => {
    await expect(admitPicture(sourceOf(png(width, height)))).resolves.toBeDefined()
  })

  it.each([
    ['%PDF-1.4', 'image-not-a-picture', { found: 'a PDF document' }],
    ['\0\x01\x02\x03', 'image-not-a-picture', {}],
    ['<svg></svg>', 'image-unsupported', { format: 'vector (SVG)' }],
    ['\0\0\0\x10ftypheic\0\0\0\0', 'image-unsupported', { format: 'HEIC' }],
    ['\xff\xd8\xff\xe0\0', 'image-corrupt', { format: 'JPEG' }],
  ])('answers %j with %s', async (text, code, facts) => {
    const bytes = Uint8Array.from(text, (character) => character.charCodeAt(0))
    const error = await refusal(sourceOf(bytes, { name: 'x.jpg' }))
    expect(error).toMatchObject({ code, facts: { name: 'x.jpg', ...facts } })
    expect(sentenceOf(error)).toMatch(/^Invalid image format/)
  })

  it('leaves the name out where there is none', async () => {
    const { facts } = await refusal(new Blob(['%PDF-1.4']))
    expect(facts).toEqual({ found: 'a PDF document' })
  })

  it('calls a file damaged that cannot be read any more', async () => {
    const gone = new DOMException('The file was moved', 'NotReadableError')
    const source = { size: 9, slice: () => ({ arrayBuffer: () => Promise.reject(gone) }) }
    expect(await refusal(source)).toMatchObject({ code: 'image-corrupt', cause: gone })
  })
})

describe('undecodable', () => {
  const size = { width: 8, height: 8, animated: false }
  const cause = new Error('InvalidStateError')

  it('blames damage where the form is common', () => {
    const error = undecodable(sourceOf(png(8, 8)), { format: 'PNG', header: size }, cause)
    expect(error).toMatchObject({ code: 'image-corrupt', facts: { format: 'PNG' }, cause })
  })

  it('blames the form where browsers do not decode it', () => {
    const header = { ...size, rareForm: '12-bit JPEG' }
    const error = undecodable(sourceOf(png(8, 8)), { format: 'JPEG', header }, cause)
    expect(error).toMatchObject({ code: 'image-unsupported', facts: { format: '12-bit JPEG' } })
  })
})
