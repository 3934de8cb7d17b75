/**
 * Tells what came under the name of a model, or of a file beside it, from its first bytes. ONNX Runtime has one
 * sentence for six different mistakes, so the cause is named before it sees the file.
 */
import { latin1 } from './latin1.ts'
import { sniff } from '../pixels/picture-format.ts'

/** What a file should be; its ending says it. `data` are weights beside a model, in which any byte may come first. */
export type ExpectedFormat = 'model' | 'json' | 'text' | 'data'

export type ModelFormat =
  /** It may be what it should be: nothing speaks against it. */
  | { readonly kind: 'possible' }
  | { readonly kind: 'empty' }
  | { readonly kind: 'web-page' }
  | { readonly kind: 'lfs-pointer' }
  /** `says`: the text of its `error` or `message`, where the whole of it was in the first bytes. */
  | { readonly kind: 'json'; readonly says?: string }
  | { readonly kind: 'other'; readonly found: string; readonly remedy?: string }

/** How many bytes of a file `sniffFile` wants: 512 tell what it is, more hold the text of an error. */
export const fileSniffBytes = 4096

export function expectedFormat(path: string): ExpectedFormat {
  if (/\.(onnx|ort)$/i.test(path)) return 'model'
  if (/\.json$/i.test(path)) return 'json'
  return /\.(txt|md|csv|ya?ml|jinja)$/i.test(path) ? 'text' : 'data'
}

/** `head`: the first bytes of a file, all of them if it is shorter than `fileSniffBytes`. */
export function sniffFile(head: Uint8Array, expected: ExpectedFormat): ModelFormat {
  if (head.length === 0) return expected === 'text' ? { kind: 'possible' } : { kind: 'empty' }
  const text = latin1(head.subarray(0, fileSniffBytes))
  const plain = withoutMark(text).trimStart()
  if (plain.startsWith('version https://git-lfs')) return { kind: 'lfs-pointer' }
  if (isWebPage(plain)) return { kind: 'web-page' }
  switch (expected) {
    case 'model':
      return sniffModel(head, text, plain)
    case 'json':
      return plain.startsWith('<') ? markup(plain) : { kind: 'possible' }
    case 'data': {
      const says = whatJsonSays(plain)
      return says === undefined ? { kind: 'possible' } : { kind: 'json', says }
    }
    case 'text':
      return { kind: 'possible' }
    default:
      return expected satisfies never
  }
}

function sniffModel(head: Uint8Array, text: string, plain: string): ModelFormat {
  for (const [signature, at, found, remedy] of signatures) {
    if (text.startsWith(signature, at)) return other(found, remedy)
  }
  if (text.startsWith('PK\x03\x04')) return zip(text)
  if (isSafetensors(head)) return other('a safetensors file', exportIt)
  // No ONNX model begins with either: as protobuf they would close or open a group.
  if (plain.startsWith('<')) return markup(plain)
  if (/^[[{]/.test(plain)) {
    const says = whatJsonSays(plain)
    return says === undefined ? { kind: 'json' } : { kind: 'json', says }
  }
  return fromPictureFormats(head)
}

const exportIt = 'Export the model as ONNX and open the .onnx file.'
const fromTorch = 'Export it with torch.onnx.export and open the .onnx file.'

/** Bytes as characters 0 to 255, the place where they stand, and what they tell. */
const signatures: readonly (readonly [string, number, string, string])[] = [
  [
    'ORTM',
    4,
    'in ONNX Runtime’s own .ort format, which is not run here',
    'Give the .onnx file that it was made from.',
  ],
  ['GGUF', 0, 'a GGUF model (llama.cpp)', 'Use an ONNX export of the same model.'],
  ['GGML', 0, 'a GGML model', 'Use an ONNX export of the same model.'],
  ['TFL3', 4, 'a TensorFlow Lite model', 'Convert it with tf2onnx and open the .onnx file.'],
  [
    '\x89HDF\r\n\x1a\n',
    0,
    'an HDF5 file (Keras)',
    'Convert it with tf2onnx and open the .onnx file.',
  ],
  ['\x80\x02', 0, 'a Python pickle (PyTorch)', fromTorch],
  ['\x80\x03', 0, 'a Python pickle', exportIt],
  ['\x80\x04', 0, 'a Python pickle (scikit-learn?)', 'Export it with skl2onnx.'],
  ['\x80\x05', 0, 'a Python pickle (scikit-learn?)', 'Export it with skl2onnx.'],
  ['\x1f\x8b', 0, 'a gzip archive', 'Unpack it and open the .onnx file.'],
  ['\x93NUMPY', 0, 'a NumPy array', exportIt],
  ['ptrt', 0, 'a TensorRT engine', 'Open the .onnx file that it was built from.'],
  ['ftrt', 0, 'a TensorRT engine', 'Open the .onnx file that it was built from.'],
  ['7767517\n', 0, 'an NCNN model', exportIt],
  ['PK\x05\x06', 0, 'an empty zip archive', exportIt],
]

/** A zip's first entry tells who wrote it. */
function zip(text: string): ModelFormat {
  const length = text.charCodeAt(26) + text.charCodeAt(27) * 256
  const first = text.slice(30, 30 + length)
  if (/(^|\/)(data\.pkl|\.format_version|byteorder)$/.test(first)) {
    return other('a PyTorch file', fromTorch)
  }
  if (/^(metadata\.json|config\.json|model\.weights\.h5)$/.test(first)) {
    return other('a Keras file or a zip archive', exportIt)
  }
  if (first.endsWith('.npy')) return other('a NumPy archive', exportIt)
  return other('a zip archive', 'Unpack it, or drop the .zip itself on the page.')
}

/** Eight bytes with the length of the JSON that follows. */
function isSafetensors(head: Uint8Array): boolean {
  const lengthIsSmall = head.subarray(4, 8).every((byte) => byte === 0)
  return head.length > 8 && lengthIsSmall && head[8] === 0x7b
}

function markup(plain: string): ModelFormat {
  if (/^(<\?xml[^>]*>\s*)?<net\s/.test(plain)) {
    return other('an OpenVINO model', 'Use the ONNX file that it was converted from.')
  }
  return plain.startsWith('<?xml') ? other('an XML file') : { kind: 'web-page' }
}

const pageStart =
  /^(<\?xml[^>]*>\s*)?(<!--[^]*?-->\s*)*<(!doctype\s+html|html|head|body|title|meta|script|style)\b/i

function isWebPage(plain: string): boolean {
  return pageStart.test(plain)
}

/** Its `error` or `message`, as servers write them. Undefined where `plain` is not a whole JSON object. */
function whatJsonSays(plain: string): string | undefined {
  if (!plain.startsWith('{') || !plain.trimEnd().endsWith('}')) return undefined
  try {
    const value: unknown = JSON.parse(fromUtf8(plain))
    const says = textAt(value)
    return says === undefined ? undefined : oneLine(says)
  } catch {
    return undefined
  }
}

function textAt(value: unknown, depth = 0): string | undefined {
  if (typeof value === 'string') return value
  if (typeof value !== 'object' || value === null || depth > 2) return undefined
  const fields = new Map(Object.entries(value))
  for (const name of ['error', 'message', 'error_description', 'detail', 'errors', '0']) {
    const text = textAt(fields.get(name), depth + 1)
    if (text !== undefined) return text
  }
  return undefined
}

function oneLine(text: string): string {
  const words = text.replace(/[\p{C}\s]+/gu, ' ').trim()
  return words.slice(0, 100).replace(/[.!\s]+$/, '')
}

/** `TextDecoder` belongs to no language standard; this compiles for every world. */
function fromUtf8(text: string): string {
  return decodeURIComponent(
    text.replace(/[%\x80-\xff]/g, (c) => `%${c.charCodeAt(0).toString(16).padStart(2, '0')}`),
  )
}

function withoutMark(text: string): string {
  if (text.startsWith('\xef\xbb\xbf')) return text.slice(3)
  return /^(\xff\xfe|\xfe\xff)/.test(text) ? text.slice(2).replaceAll('\0', '') : text
}

function fromPictureFormats(head: Uint8Array): ModelFormat {
  const sniffed = sniff(head)
  switch (sniffed.kind) {
    case 'picture':
    case 'unsupported':
      return other(`a picture (${sniffed.format})`)
    case 'other':
      return sniffed.found === 'an ONNX model' ? { kind: 'possible' } : other(sniffed.found)
    case 'unknown':
      return { kind: 'possible' }
    default:
      return sniffed satisfies never
  }
}

function other(found: string, remedy?: string): ModelFormat {
  return remedy === undefined ? { kind: 'other', found } : { kind: 'other', found, remedy }
}
