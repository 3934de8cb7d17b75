import { gateError, linkRefused } from '../links/gate.ts'
import { maxLinkLength, parseModelLink } from '../links/model-link.ts'
import { VitrineError } from '../protocol/errors.ts'

/** What was pasted in place of a picture. */
export type PictureLink =
  /** The picture itself. */
  | { readonly kind: 'data'; readonly file: File }
  /** Of this site, the only one that the page may ask. */
  | { readonly kind: 'here'; readonly url: string }
  | { readonly kind: 'refused'; readonly error: VitrineError }

/** As for a file: 50 MB, and a third more in base64. */
const maxDataLength = 70e6

/** Reads what was typed or pasted, without asking anybody anything. */
export function readPictureLink(text: string, pageUrl: string): PictureLink {
  const trimmed = text.trim()
  try {
    if (/^data:/i.test(trimmed)) return { kind: 'data', file: fileOfData(trimmed) }
    return { kind: 'here', url: addressHere(trimmed, new URL(pageUrl)) }
  } catch (error) {
    if (error instanceof VitrineError) return { kind: 'refused', error: asPictureError(error) }
    throw error
  }
}

/** The checks of links to models come first: what they refuse, nobody may be led through here either. */
function addressHere(text: string, page: URL): string {
  const checked = parseModelLink(text, page.href)
  if (checked.kind === 'refused') throw checked.error
  if (/\s/.test(text)) throw linkRefused('It holds a space')
  if (text.length > maxLinkLength || !URL.canParse(text, page)) throw unreadable()
  const url = new URL(text, page)
  const error = gateError(url, page)
  if (error !== undefined) throw error
  if (url.origin !== page.origin) {
    throw new VitrineError('picture-link-refused', {
      problem: `It lies on ${url.host}: this page may fetch pictures from its own site only, so that nothing leaves it`,
    })
  }
  url.hash = ''
  return url.href
}

/** RFC 2397. Decoded here, for the page's policy lets nobody fetch such an address. */
function fileOfData(text: string): File {
  if (text.length > maxDataLength) throw linkRefused('It holds more than 50 MB')
  const comma = text.indexOf(',')
  if (comma < 0) throw unreadable()
  const [type = '', ...parameters] = text.slice('data:'.length, comma).toLowerCase().split(';')
  if (!type.trim().startsWith('image/'))
    throw linkRefused(
      `It holds ${type.trim() === '' ? 'text' : type.trim().slice(0, 40)}, not a picture`,
    )
  const isBase64 = parameters.some((parameter) => parameter.trim() === 'base64')
  const bytes = isBase64 ? fromBase64(text.slice(comma + 1)) : fromPercents(text.slice(comma + 1))
  // What it is, is found out from its bytes; the type is only said.
  return new File([bytes], 'pasted picture', { type: type.trim() })
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  try {
    return bytesOf(atob(text.includes('%') ? decodeURIComponent(text) : text))
  } catch (cause) {
    throw unreadable(cause)
  }
}

function fromPercents(text: string): Uint8Array<ArrayBuffer> {
  const latin1 = text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return bytesOf(latin1)
}

function bytesOf(latin1: string): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(latin1.length)
  for (let i = 0; i < bytes.length; i++) bytes[i] = latin1.charCodeAt(i)
  return bytes
}

function unreadable(cause?: unknown): VitrineError {
  return new VitrineError(
    'picture-link-refused',
    { problem: 'It cannot be read as an address' },
    { cause },
  )
}

function asPictureError(error: VitrineError): VitrineError {
  if (error.code === 'picture-link-refused') return error
  const problem =
    error.code === 'link-insecure'
      ? 'This page came over https and the link says http, which browsers do not mix'
      : String(error.facts['problem'] ?? 'It cannot be read as an address')
  return new VitrineError('picture-link-refused', { problem }, { cause: error })
}

/**
 * Fetches a picture of this site.
 * @throws VitrineError `picture-link-refused`, `aborted`
 */
export async function fetchPictureLink(url: string, signal: AbortSignal): Promise<File> {
  const refuse = (problem: string, cause?: unknown) =>
    new VitrineError('picture-link-refused', { problem }, { cause })
  const response = await fetch(url, { signal, credentials: 'same-origin' }).catch(
    (cause: unknown) => {
      if (signal.aborted) throw new VitrineError('aborted')
      throw refuse('This site does not answer, or sends the page elsewhere', cause)
    },
  )
  if (!response.ok) {
    await response.body?.cancel()
    throw refuse(`This site answered ${response.status}`)
  }
  const size = Number(response.headers.get('Content-Length') ?? 0)
  if (size > 50e6) {
    await response.body?.cancel()
    throw refuse('It is larger than 50 MB')
  }
  const blob = await response.blob().catch((cause: unknown) => {
    if (signal.aborted) throw new VitrineError('aborted')
    throw refuse('The connection broke off', cause)
  })
  const { pathname } = new URL(url)
  const name = pathname.slice(pathname.lastIndexOf('/') + 1) || 'linked picture'
  return new File([blob], decoded(name), { type: blob.type })
}

function decoded(name: string): string {
  try {
    return decodeURIComponent(name)
  } catch {
    return name
  }
}
