import { crc32, deflateSync, inflateSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { encodePng } from './png.ts'

const deflate = async (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes))

/** The chunks of a file, whose check sums have to be right. */
function chunksOf(png: Uint8Array) {
  const view = new DataView(png.buffer)
  const chunks: { type: string; data: Uint8Array }[] = []
  for (let at = 8; at < png.length;) {
    const length = view.getUint32(at)
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8))
    expect(view.getUint32(at + 8 + length)).toBe(crc32(png.subarray(at + 4, at + 8 + length)))
    chunks.push({ type, data: png.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

describe('a PNG of numbers', () => {
  it('has 8 bits of grey for small ones', async () => {
    const labels = Uint8Array.of(0, 1, 2, 250, 251, 252)
    const png = await encodePng({ labels, width: 3, height: 2 }, deflate)
    const [header, data, end] = chunksOf(png)
    expect([...png.subarray(0, 8)]).toEqual([137, 80, 78, 71, 13, 10, 26, 10])
    expect(header).toEqual({
      type: 'IHDR',
      data: Uint8Array.of(0, 0, 0, 3, 0, 0, 0, 2, 8, 0, 0, 0, 0),
    })
    expect(data?.type).toBe('IDAT')
    expect([...inflateSync(data!.data)]).toEqual([0, 0, 1, 2, 0, 250, 251, 252])
    expect(end?.type).toBe('IEND')
  })

  it('has 16 bits, the high ones first, where there are more than 256', async () => {
    const labels = Uint16Array.of(1, 300)
    const [header, data] = chunksOf(await encodePng({ labels, width: 2, height: 1 }, deflate))
    expect(header?.data[8]).toBe(16)
    expect([...inflateSync(data!.data)]).toEqual([0, 0, 1, 1, 44])
  })

  it('keeps the numbers when they get colours', async () => {
    const map = { labels: Uint8Array.of(1, 0), width: 2, height: 1 }
    const [header, palette, data] = chunksOf(
      await encodePng(map, deflate, [
        [1, 2, 3],
        [4, 5, 6],
      ]),
    )
    expect([...header!.data.subarray(8)]).toEqual([8, 3, 0, 0, 0])
    expect(palette).toEqual({ type: 'PLTE', data: Uint8Array.of(1, 2, 3, 4, 5, 6) })
    expect([...inflateSync(data!.data)]).toEqual([0, 1, 0])
  })
})
