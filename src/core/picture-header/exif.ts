import { ascii, type ByteWindow } from './byte-window.ts'

const orientationTag = 0x0112
/** More than any camera writes; what claims more is damaged. */
const mostEntries = 128

/**
 * Whether the EXIF data in an APP1 segment, whose content begins at `at`, asks for the picture to be turned or
 * mirrored. What cannot be read counts as asking. TIFF 6.0 and Exif 2.3, 4.6.4 A: orientation 1 is upright.
 */
export async function asksToBeTurned(file: ByteWindow, at: number): Promise<boolean> {
  const head = await file.view(at, 14)
  if (head === undefined) return true
  // Other data, such as XMP, lives in the same segment and turns nothing.
  if (ascii(head, 0, 4) !== 'Exif') return false
  const tiff = at + 6
  const isLittle = head.getUint16(6) === 0x4949
  const directory = tiff + head.getUint32(10, isLittle)
  const count = (await file.view(directory, 2))?.getUint16(0, isLittle)
  if (count === undefined || count > mostEntries) return true
  for (let i = 0; i < count; i++) {
    const entry = await file.view(directory + 2 + 12 * i, 12)
    if (entry === undefined) return true
    if (entry.getUint16(0, isLittle) === orientationTag) return entry.getUint16(8, isLittle) !== 1
  }
  return false
}
