/** Tells what a file is from its first bytes; its name and declared type are never asked. */
import type { PictureFormat, Sniffed } from '../formats/sniffed.ts'
import { latin1 } from '../formats/latin1.ts'
import { sniffText } from '../formats/text-format.ts'

/** What the browser's own decoders read and we hand to them. */
/** How many bytes of a file `sniff` wants at most. SVG may begin with a long comment. */
export const sniffBytes = 4096

const heicRemedy = 'On the phone choose “Most compatible”, or export it as JPEG.'

/** `head`: the first bytes of a file, all of them if it is shorter than `sniffBytes`; not empty. */
export function sniff(head: Uint8Array): Sniffed {
  const text = latin1(head)
  for (const [signature, at, sniffed] of signatures) {
    if (text.startsWith(signature, at)) return sniffed
  }
  if (text.startsWith('RIFF')) return sniffRiff(text.slice(8, 12))
  if (text.startsWith('ftyp', 4)) return sniffBrands(text)
  if (text.startsWith('BM') && isBitmapHeader(head)) return picture('BMP')
  if (isDamagedPng(text)) return picture('PNG')
  if (/^P([1-6]\s+[#\d]|7\nWIDTH)/.test(text)) return unsupported('Netpbm (PPM)')
  if (isOnnx(head)) return other('an ONNX model')
  return sniffText(text)
}

function picture(format: PictureFormat): Sniffed {
  return { kind: 'picture', format }
}

function unsupported(format: string): Sniffed {
  return { kind: 'unsupported', format }
}

function other(found: string): Sniffed {
  return { kind: 'other', found }
}

/** Bytes as characters 0 to 255, the place where they stand, and what they tell. */
const signatures: readonly (readonly [signature: string, at: number, sniffed: Sniffed])[] = [
  ['\xff\xd8', 0, picture('JPEG')],
  ['\x89PNG', 0, picture('PNG')],
  ['GIF8', 0, picture('GIF')],
  ['\x00\x00\x01\x00', 0, picture('ICO')],
  // A cursor: the same container with hot spots, read by the same decoder.
  ['\x00\x00\x02\x00', 0, picture('ICO')],
  ['II*\x00', 0, unsupported('TIFF')],
  ['MM\x00*', 0, unsupported('TIFF')],
  ['II+\x00', 0, unsupported('TIFF')],
  ['MM\x00+', 0, unsupported('TIFF')],
  ['\xff\x0a', 0, unsupported('JPEG XL')],
  ['\x00\x00\x00\x0cJXL \x0d\x0a\x87\x0a', 0, unsupported('JPEG XL')],
  ['\x00\x00\x00\x0cjP  \x0d\x0a\x87\x0a', 0, unsupported('JPEG 2000')],
  ['\xff\x4f\xff\x51', 0, unsupported('JPEG 2000')],
  ['8BPS', 0, unsupported('Photoshop (PSD)')],
  ['qoif', 0, unsupported('QOI')],
  ['v/1\x01', 0, unsupported('OpenEXR')],
  ['#?RADIANCE', 0, unsupported('Radiance HDR')],
  ['DDS ', 0, unsupported('DirectDraw (DDS)')],
  ['icns', 0, unsupported('Apple icon (ICNS)')],
  ['FUJIFILMCCD-RAW', 0, unsupported('camera raw')],
  ['IIRO', 0, unsupported('camera raw')],
  ['IIU\x00', 0, unsupported('camera raw')],
  ['gimp xcf', 0, unsupported('GIMP (XCF)')],
  ['%!PS', 0, unsupported('PostScript')],
  ['%PDF-', 0, other('a PDF document')],
  ['PK\x03\x04', 0, other('a zip archive or an Office document')],
  ['PK\x05\x06', 0, other('an empty zip archive')],
  ['\x1f\x8b', 0, other('a gzip archive')],
  ['7z\xbc\xaf\x27\x1c', 0, other('a 7-Zip archive')],
  ['Rar!\x1a\x07', 0, other('a RAR archive')],
  ['\xfd7zXZ\x00', 0, other('an xz archive')],
  ['\x28\xb5\x2f\xfd', 0, other('a Zstandard archive')],
  ['ustar', 257, other('a tar archive')],
  ['\x1a\x45\xdf\xa3', 0, other('a WebM or Matroska video')],
  ['OggS', 0, other('an Ogg recording')],
  ['ID3', 0, other('an MP3 recording')],
  ['fLaC', 0, other('a FLAC recording')],
  ['GGUF', 0, other('a GGUF model')],
  ['TFL3', 4, other('a TensorFlow Lite model')],
  ['\x89HDF\x0d\x0a\x1a\x0a', 0, other('an HDF5 file')],
  ['\x93NUMPY', 0, other('a NumPy array')],
  ['PAR1', 0, other('a Parquet table')],
  ['SQLite format 3\x00', 0, other('a SQLite database')],
  ['\x7fELF', 0, other('a program')],
  ['MZ\x90\x00', 0, other('a program')],
]

function sniffRiff(form: string): Sniffed {
  if (form === 'WEBP') return picture('WebP')
  if (form === 'WAVE') return other('a WAV recording')
  if (form === 'AVI ') return other('an AVI video')
  return { kind: 'unknown' }
}

/** ISO base media: AVIF, HEIC and MP4 begin alike and tell themselves apart by their brands. */
function sniffBrands(text: string): Sniffed {
  const boxSize = text.charCodeAt(2) * 256 + text.charCodeAt(3)
  const brands = text.slice(8, Math.max(boxSize, 12)).match(/[^]{4}/g) ?? []
  const major = brands[0] ?? ''
  if (brands.some((brand) => brand === 'avif' || brand === 'avis')) return picture('AVIF')
  if (brands.some((brand) => /^(he[iv][a-z]|mif[12]|msf1)$/.test(brand))) {
    return { kind: 'unsupported', format: 'HEIC', remedy: heicRemedy }
  }
  if (major === 'crx ') return unsupported('camera raw')
  return other(/^(M4A|M4B|F4A) $/.test(major) ? 'an MP4 recording' : 'an MP4 video')
}

/** Its first bytes were chosen to show the damage that transfers as text do: take it for what it was. */
function isDamagedPng(text: string): boolean {
  const signature = '\x89PNG\r\n\x1a\n'
  return Array.from(signature).filter((character, i) => text[i] === character).length >= 6
}

/** Protobuf: field 1 with the IR version, then one of the texts or messages that come after it. */
function isOnnx([field = 0, irVersion = 0, next = 0]: Uint8Array): boolean {
  const nextFields = [0x12, 0x1a, 0x22, 0x32, 0x3a, 0x42]
  return field === 0x08 && irVersion >= 1 && irVersion <= 32 && nextFields.includes(next)
}

/** "BM" may begin any text; the size of the header after it may not be anything. */
function isBitmapHeader(head: Uint8Array): boolean {
  const [low = 0, high = 0] = head.subarray(14, 16)
  const headerBytes = low + high * 256
  return head.length < 18 || (headerBytes >= 12 && headerBytes <= 256)
}
