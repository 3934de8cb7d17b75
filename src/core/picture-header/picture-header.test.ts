import { describe, expect, it } from 'vitest'
import type { PictureFormat } from '../formats/sniffed.ts'
import {
  bitmap,
  box,
  chunk,
  frame,
  gif,
  gifImage,
  gifRepeat,
  icon,
  ispe,
  png,
  riff,
  segment,
  text,
  u16,
  u16le,
  u32,
  u32le,
  type Bytes,
} from './build-headers.ts'
import { ByteWindow } from './byte-window.ts'
import { readPictureHeader } from './picture-header.ts'

function fileOf(bytes: Bytes | Uint8Array, count?: (read: number) => void): ByteWindow {
  const all = Uint8Array.from(bytes)
  return new ByteWindow(all.length, async (start, end) => {
    count?.(end - start)
    return all.slice(start, end)
  })
}

/** `start`, then `pattern` again and again. */
function endless(start: Bytes, pattern: Bytes, sizeBytes = 2e6): Uint8Array {
  const bytes = Uint8Array.from({ length: sizeBytes }, (_, i) => pattern[i % pattern.length]!)
  bytes.set(start)
  return bytes
}

const read = (format: PictureFormat, bytes: Bytes | Uint8Array) =>
  readPictureHeader(format, fileOf(bytes))
const still = (width: number, height: number) => ({ width, height, animated: false })

const jpegStart = [0xff, 0xd8]
const fileTypeBox = box('ftyp', text('avif\0\0\0\0avif'))
const metaBox = (...properties: Bytes[]) =>
  box('meta', [...u32(0), ...box('iprp', box('ipco', properties.flat()))])

const valid: readonly (readonly [
  what: string,
  PictureFormat,
  Bytes,
  width: number,
  height: number,
])[] = [
  ['PNG', 'PNG', png(300, 200), 300, 200],
  ['baseline JPEG', 'JPEG', [...jpegStart, ...frame(0xc0, 8, 640, 480)], 640, 480],
  [
    'progressive JPEG behind a profile of 60 kB, fill bytes, a restart marker and garbage',
    'JPEG',
    [
      ...jpegStart,
      ...segment(0xe1, Array<number>(60_000).fill(0xff)),
      0xff,
      0xff,
      0xd0,
      1,
      2,
      3,
      ...segment(0xc4, [0, 0]),
      ...frame(0xc2, 8, 4000, 3000),
    ],
    4000,
    3000,
  ],
  ['GIF', 'GIF', gif(gifImage(0, 7), [0x3b]), 7, 5],
  ['GIF whose frame is larger than its screen', 'GIF', gif(gifImage(10, 90), [0x3b]), 100, 5],
  [
    'lossy WebP',
    'WebP',
    riff('VP8 ', [0, 0, 0, 0x9d, 0x01, 0x2a, ...u16le(550), ...u16le(368)]),
    550,
    368,
  ],
  [
    'lossless WebP',
    'WebP',
    riff('VP8L', [0x2f, ...u32le(399 | (300 << 14)), 0, 0, 0, 0, 0]),
    400,
    301,
  ],
  ['extended WebP', 'WebP', riff('VP8X', [0, 0, 0, 0, 0xff, 0xff, 0, 0, 1, 0]), 65_536, 257],
  [
    'BMP',
    'BMP',
    [...text('BM'), ...u32le(0), ...u32le(0), ...u32le(54), ...bitmap(127, 64)],
    127,
    64,
  ],
  [
    'BMP from the top down',
    'BMP',
    [...text('BM'), ...u32le(0), ...u32le(0), ...u32le(54), ...bitmap(127, -64)],
    127,
    64,
  ],
  [
    'OS/2 BMP',
    'BMP',
    [
      ...text('BM'),
      ...u32le(0),
      ...u32le(0),
      ...u32le(26),
      ...u32le(12),
      ...u16le(9),
      ...u16le(8),
      ...u32le(0),
    ],
    9,
    8,
  ],
  ['AVIF', 'AVIF', [...fileTypeBox, ...metaBox(ispe(64, 64), ispe(1204, 800))], 1204, 800],
  [
    'AVIF with its description behind the data',
    'AVIF',
    [...fileTypeBox, ...box('mdat', Array<number>(5000).fill(7)), ...metaBox(ispe(10, 12))],
    10,
    12,
  ],
  [
    'icon with a bitmap and a larger PNG',
    'ICO',
    icon([
      { side: 16, payload: bitmap(16, 32) },
      { side: 0, payload: png(256, 256) },
    ]),
    256,
    256,
  ],
  [
    'icon that hides a large PNG',
    'ICO',
    icon([{ side: 16, payload: png(60_000, 50_000) }]),
    60_000,
    50_000,
  ],
]

describe('readPictureHeader', () => {
  it.each(valid)('reads the size of a %s', async (_, format, bytes, width, height) => {
    expect(await read(format, bytes)).toEqual(still(width, height))
  })

  it('tells pictures that move', async () => {
    const actl = chunk('acTL', [...u32(4), ...u32(0)])
    expect(await read('PNG', png(3, 2, actl))).toEqual({ width: 3, height: 2, animated: true })
    const once = chunk('acTL', [...u32(1), ...u32(0)])
    expect(await read('PNG', png(3, 2, once))).toEqual(still(3, 2))
    expect(await read('GIF', gif(gifImage(0, 7), gifImage(0, 7)))).toMatchObject({ animated: true })
    expect(await read('GIF', gif(gifRepeat, gifImage(0, 7), [0x3b]))).toEqual(still(7, 5))
    const webp = riff('VP8X', [2, 0, 0, 0, 9, 0, 0, 9, 0, 0])
    expect(await read('WebP', webp)).toEqual({ width: 10, height: 10, animated: true })
  })

  it('takes a GIF for moving whose first frame is too long to look for a second', async () => {
    const frameStart = gifImage(0, 7).slice(0, -4)
    const repeating = endless(gif(gifRepeat, frameStart), [255])
    expect(await read('GIF', repeating)).toMatchObject({ animated: true })
    expect(await read('GIF', endless(gif(frameStart), [255]))).toMatchObject({ animated: false })
  })

  it('reads the size of a sequence from its track', async () => {
    const track = box('tkhd', [...Array<number>(76).fill(0), ...u32(150 << 16), ...u32(90 << 16)])
    const file = [...box('ftyp', text('avis\0\0\0\0avis')), ...box('moov', box('trak', track))]
    expect(await read('AVIF', file)).toEqual({ width: 150, height: 90, animated: true })
  })

  it('knows a JPEG whose samples are sRGB as they stand', async () => {
    const picture = frame(0xc0, 8, 8, 8)
    const scan = segment(0xda, [1])
    const profile = segment(0xe2, text('ICC_PROFILE\0'))
    const isPlain = async (...parts: Bytes[]) =>
      (await read('JPEG', [...jpegStart, ...parts.flat()]))?.isPlain
    expect(await isPlain(picture, scan)).toBe(true)
    expect(await isPlain(profile, picture, scan)).toBeUndefined()
    const profiled = await read('JPEG', [...jpegStart, ...profile, ...picture, ...scan])
    expect(profiled?.isUpright).toBe(true)
    expect(await isPlain(picture, profile, scan)).toBeUndefined()
    expect(await isPlain(segment(0xc0, [8, 0, 8, 0, 8, 4, 1, 0x11, 0]), scan)).toBeUndefined()
    expect(await isPlain(picture)).toBeUndefined()
  })

  it('knows a JPEG that its EXIF data turns', async () => {
    const picture = [...frame(0xc0, 8, 8, 8), ...segment(0xda, [1])]
    const exif = (orientation: number, isLittle: boolean) => {
      const [short, long] = isLittle ? [u16le, u32le] : [u16, u32]
      const make = [...short(0x010f), ...short(2), ...long(4), ...text('Abc\0')]
      const turn = [...short(0x0112), ...short(3), ...long(1), ...short(orientation), ...short(0)]
      const tiff = [...text(isLittle ? 'II' : 'MM'), ...short(42), ...long(8), ...short(2)]
      return segment(0xe1, [...text('Exif\0\0'), ...tiff, ...make, ...turn])
    }
    const isPlain = async (app1: Bytes) =>
      (await read('JPEG', [...jpegStart, ...app1, ...picture]))?.isPlain === true
    for (const isLittle of [true, false]) {
      expect(await isPlain(exif(1, isLittle))).toBe(true)
      for (const turn of [2, 3, 4, 5, 6, 7, 8])
        expect(await isPlain(exif(turn, isLittle))).toBe(false)
    }
    expect(await isPlain(segment(0xe1, text('http://ns.adobe.com/xap/1.0/\0')))).toBe(true)
    expect(await isPlain(segment(0xe1, text('Exif\0\0II*\0\xff\xff\xff\x7f')))).toBe(false)
  })

  it('names the forms of JPEG that browsers do not decode', async () => {
    const form = async (marker: number, bits: number) =>
      (await read('JPEG', [...jpegStart, ...frame(marker, bits, 8, 8)]))?.rareForm
    expect(await form(0xc0, 8)).toBeUndefined()
    expect(await form(0xc1, 12)).toBe('12-bit JPEG')
    expect(await form(0xc3, 8)).toBe('lossless JPEG')
    expect(await form(0xc9, 8)).toBe('arithmetic-coded JPEG')
    expect(await form(0xc5, 8)).toBe('hierarchical JPEG')
  })

  it.each([
    ['PNG', png(0, 5)],
    ['PNG', [...text('\x89PNG\n\x1a\n'), ...png(4, 4).slice(8)]],
    ['JPEG', [...jpegStart, ...segment(0xda, [1]), ...frame(0xc0, 8, 4, 4)]],
    ['JPEG', [...jpegStart, 0xff, 0xe0, 0, 1, ...frame(0xc0, 8, 4, 4)]],
    ['BMP', [...text('BM'), ...Array<number>(12).fill(0), ...bitmap(-4, 4)]],
    ['ICO', [0, 0, 1, 0, 0, 0]],
    ['AVIF', [...fileTypeBox, ...box('mdat', [1, 2, 3])]],
    ['WebP', riff('ALPH', Array<number>(20).fill(0))],
  ] as const)('knows that a %s header is damaged', async (format, bytes) => {
    expect(await read(format, bytes)).toBeUndefined()
  })

  it('answers for every truncation of every format', async () => {
    for (const [, format, bytes, width, height] of valid) {
      const step = Math.max(1, Math.floor(bytes.length / 200))
      for (let length = 0; length < bytes.length; length += step) {
        const header = await read(format, bytes.slice(0, length))
        expect(header === undefined || header.width <= width).toBe(true)
        expect(header === undefined || header.height <= height).toBe(true)
      }
    }
  })

  it.each<[PictureFormat, Uint8Array]>([
    ['JPEG', endless(jpegStart, [0])],
    ['JPEG', endless(jpegStart, segment(0xe0, []))],
    ['JPEG', endless(jpegStart, [0xff, 0xe0, 0x08, 0])],
    ['GIF', endless(gif(), [0x21])],
    ['GIF', endless(gif(), [0x21, 0xf9, 0])],
    ['PNG', endless(png(1, 1).slice(0, 33), chunk('tEXt', []))],
    ['AVIF', endless(fileTypeBox, box('free', []))],
    ['AVIF', endless(fileTypeBox, [...u32(1), ...text('meta'), ...u32(0), ...u32(16)])],
    ['AVIF', endless(fileTypeBox, [...u32(0), ...text('meta')])],
    ['ICO', endless([0, 0, 1, 0, 0xff, 0xff], [9, 0, 1])],
  ])('reads no more than a megabyte of a %s file that leads on and on', async (format, file) => {
    let total = 0
    const counted = fileOf(file, (count) => (total += count))
    await readPictureHeader(format, counted)
    expect(total).toBeLessThanOrEqual(1024 * 1024)
  })

  it('answers for any bytes behind a true beginning', async () => {
    let state = 1
    const noise = () => (state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0) >>> 24
    for (const [, format, bytes] of valid) {
      for (let round = 0; round < 50; round++) {
        const spoilt = bytes.slice(0, 4000).map((byte) => (noise() < 12 ? noise() : byte))
        const header = await read(format, spoilt)
        expect(header === undefined || header.width > 0).toBe(true)
      }
    }
  })
})
