import { VitrineError } from '../protocol/errors.ts'
import type { ImageSource } from '../protocol/picture-tasks.ts'
import type { PictureInput } from './types.ts'

/**
 * A picture in whichever form a page has it. Files come as they are, and are decoded in the worker; an address is
 * fetched, with CORS; what has been drawn already is taken as it stands.
 * @throws VitrineError `file-…` where an address gives none; TypeError for what is no picture
 */
export async function readPicture(
  given: PictureInput | string,
  signal: AbortSignal | undefined,
): Promise<ImageSource> {
  if (given instanceof Blob) return given
  if (typeof given === 'string' || given instanceof URL) return fetchPicture(given, signal)
  if (given instanceof HTMLImageElement) {
    return fetchPicture(given.currentSrc || given.src, signal)
  }
  const isDrawn = [ImageBitmap, ImageData, HTMLCanvasElement, OffscreenCanvas].some(
    (kind) => given instanceof kind,
  )
  if (!isDrawn && !(typeof VideoFrame === 'function' && given instanceof VideoFrame)) {
    throw new TypeError(
      'A picture is a File, a Blob, an address, an ImageBitmap, an ImageData, a VideoFrame, an <img> or a canvas.',
    )
  }
  // A copy, for the worker closes what it is handed; without alpha being multiplied in, which would change colours.
  const frame = await createImageBitmap(given, {
    premultiplyAlpha: 'none',
    colorSpaceConversion: 'none',
  })
  return { kind: 'frame', frame, width: frame.width, height: frame.height }
}

async function fetchPicture(
  address: string | URL,
  signal: AbortSignal | undefined,
): Promise<ImageSource> {
  const url = new URL(address, document.baseURI)
  // Strict pages let nothing be fetched from a data: address, and nothing has to be.
  if (url.protocol === 'data:') return fromDataUrl(url.href)
  const path = url.pathname.slice(url.pathname.lastIndexOf('/') + 1) || url.host
  let response: Response
  try {
    response = await fetch(url, signal === undefined ? {} : { signal })
  } catch (cause) {
    if (signal?.aborted === true) throw cause
    throw new VitrineError('file-blocked', { host: url.host || 'It', path }, { cause })
  }
  if (response.ok) return new File([await response.blob()], path)
  const code = response.status === 404 ? 'file-missing' : 'file-unreachable'
  throw new VitrineError(code, { path, status: response.status })
}

function fromDataUrl(address: string): Blob {
  const [head = '', body = ''] = address.split(/,(.*)/s)
  try {
    if (!head.endsWith(';base64')) throw new TypeError('A picture in an address is in base64.')
    return new Blob([Uint8Array.from(atob(decodeURIComponent(body)), (one) => one.charCodeAt(0))])
  } catch (cause) {
    throw new VitrineError('image-not-a-picture', {}, { cause })
  }
}
