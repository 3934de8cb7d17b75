import { ascii, type ByteWindow } from './byte-window.ts'
import type { PictureHeader } from './header.ts'

interface Box {
  readonly kind: string
  readonly start: number
  readonly end: number
}

interface Size {
  readonly width: number
  readonly height: number
}

/**
 * The largest picture that an AVIF file declares: `ispe` properties (ISO/IEC 23008-12 §6.5.3) of its items, the
 * track header of a sequence. Tiles, thumbnails and alpha planes are never larger than the picture they belong to.
 */
export async function readAvifHeader(file: ByteWindow): Promise<PictureHeader | undefined> {
  let animated = false
  const sizes: Size[] = []
  for await (const box of boxes(file, 0, file.sizeBytes)) {
    if (box.kind === 'ftyp') animated = await isSequence(file, box)
    if (box.kind === 'meta') sizes.push(...(await sizesIn(file, box, ['iprp', 'ipco', 'ispe'])))
    if (box.kind === 'moov') sizes.push(...(await sizesIn(file, box, ['trak', 'tkhd'])))
  }
  const largest = sizes.sort((a, b) => b.width * b.height - a.width * a.height)[0]
  return largest && { ...largest, animated }
}

async function isSequence(file: ByteWindow, { start }: Box): Promise<boolean> {
  const brand = await file.view(start, 4)
  return brand !== undefined && ascii(brand, 0, 4) === 'avis'
}

/** The sizes in all boxes that lie at `path` within `parent`. */
async function sizesIn(file: ByteWindow, parent: Box, path: readonly string[]): Promise<Size[]> {
  const [kind, ...rest] = path
  if (kind === undefined) {
    const size = await sizeOf(file, parent)
    return size === undefined ? [] : [size]
  }
  const sizes: Size[] = []
  // `meta` has a version and flags before what it contains.
  const start = parent.kind === 'meta' ? parent.start + 4 : parent.start
  for await (const box of boxes(file, start, parent.end)) {
    if (box.kind === kind) sizes.push(...(await sizesIn(file, box, rest)))
  }
  return sizes
}

async function sizeOf(file: ByteWindow, box: Box): Promise<Size | undefined> {
  if (box.kind === 'ispe') {
    const view = await file.view(box.start, 12)
    return view && { width: view.getUint32(4), height: view.getUint32(8) }
  }
  // The last eight bytes of a track header, in 16.16 fixed point.
  const view = await file.view(box.end - 8, 8)
  return view && { width: view.getUint32(0) >>> 16, height: view.getUint32(4) >>> 16 }
}

/** ISO/IEC 14496-12 §4.2: 32-bit size and name; size 1 puts a 64-bit size after them, 0 means "to the end". */
async function* boxes(file: ByteWindow, start: number, end: number): AsyncGenerator<Box> {
  let at = start
  while (at + 8 <= end) {
    const head = await file.view(at, 8)
    if (head === undefined) return
    const kind = ascii(head, 4, 4)
    let sizeBytes = head.getUint32(0)
    let headerBytes = 8
    if (sizeBytes === 1) {
      headerBytes = 16
      sizeBytes = Number((await file.view(at + 8, 8))?.getBigUint64(0) ?? 0n)
    } else if (sizeBytes === 0) {
      sizeBytes = end - at
    }
    if (sizeBytes < headerBytes) return
    yield { kind, start: at + headerBytes, end: Math.min(at + sizeBytes, end) }
    at += sizeBytes
  }
}
