import {
  bitmap,
  box,
  frame,
  png,
  riff,
  segment,
  text,
  u16le,
  u32,
  u32le,
  ispe,
  type Bytes,
} from '../../src/core/picture-header/build-headers.ts'

/** What a header of each format may claim, and more than 40 megapixels of it; no picture comes after it. */
const sizes = [
  [8000, 5001],
  [16_384, 16_384],
  [20_000, 20_000],
] as const

const less = (value: number): Bytes => [value & 255, (value >> 8) & 255, (value >> 16) & 255]

const builders: Readonly<Record<string, (width: number, height: number) => Bytes>> = {
  png,
  jpg: (width, height) => [
    0xff,
    0xd8,
    ...frame(0xc0, 8, width, height),
    ...segment(0xda, [1, 1, 0, 0, 63, 0]),
  ],
  gif: (width, height) => [...text('GIF89a'), ...u16le(width), ...u16le(height), 0, 0, 0],
  // Extended WebP: flags, three reserved bytes, then both sides less one.
  webp: (width, height) => riff('VP8X', [0, 0, 0, 0, ...less(width - 1), ...less(height - 1)]),
  bmp: (width, height) => [
    ...text('BM'),
    ...u32le(0),
    ...u32le(0),
    ...u32le(54),
    ...bitmap(width, height),
    ...Array<number>(16).fill(0),
  ],
  avif: (width, height) => [
    ...box('ftyp', [...text('avif'), ...u32(0), ...text('avif')]),
    ...box('meta', [...u32(0), ...box('iprp', box('ipco', ispe(width, height)))]),
  ],
}

/** Files of a few dozen bytes that would fill a gigabyte. */
export const floods = Object.entries(builders).flatMap(([ending, build]) =>
  sizes.map(([width, height]) => ({
    name: `flood-${width}.${ending}`,
    buffer: Buffer.from(build(width, height)),
  })),
)
