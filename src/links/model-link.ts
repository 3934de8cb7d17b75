import { VitrineError } from '../protocol/errors.ts'
import { gateError, linkRefused } from './gate.ts'
import { isLoopback } from './private-host.ts'
import { hubFolder, rewritePage } from './rewrite-page.ts'

/** What `?model=` or the link field says. */
export type ModelLink =
  /** A word that can only be the name of a demo of this site. */
  | { readonly kind: 'demo'; readonly id: string }
  | {
      readonly kind: 'link'
      /** Absolute and normalised; hub ids, pages of the hub and GitHub's blob pages already turned into what to fetch. */
      readonly url: string
      /** For the question "Open a model from …?". */
      readonly host: string
      /** Of another origin than the page: nothing may be asked of it before the visitor's yes. */
      readonly foreign: boolean
    }
  | { readonly kind: 'refused'; readonly error: VitrineError }

export const maxLinkLength = 2048

/** Sites whose pages we know how to read; people paste their addresses without the scheme. */
const knownSites = /^(www\.)?(huggingface\.co|hf\.co|github\.com|gist\.github\.com)\//i
/** `0x7f.1` and the like lead to this device too; nobody writes that who has nothing to hide. */
const plainLoopback = /^https?:\/\/(localhost|127\.0\.0\.1)([:/?#]|$)/i
const hubId = /^(hf:)?([\w-][\w.-]{0,95}\/[\w-][\w.-]{0,95})(@[^\s/?#][^\s?#]*)?$/i

/**
 * Reads what a person typed or what an address says, without asking anybody anything. A folder's `url` ends in "/",
 * every other one in ".onnx"; query and fragment are dropped, because a folder's files could not carry them.
 * @param pageUrl absolute address of the page; relative links start there
 */
export function parseModelLink(text: string, pageUrl: string): ModelLink {
  const page = new URL(pageUrl)
  try {
    return parse(text.trim(), page)
  } catch (error) {
    if (error instanceof VitrineError) return { kind: 'refused', error }
    throw error
  }
}

function parse(text: string, page: URL): ModelLink {
  checkCharacters(text)
  const hub = hubId.exec(text)
  if (hub !== null && isHubId(text)) {
    const [, , id = '', revision = '@main'] = hub
    return link(hubFolder(id, encodeURIComponent(revision.slice(1))), page)
  }
  if (knownSites.test(text)) return link(rewritePage(new URL(`https://${text}`)), page)
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === 'http' || scheme === 'https') {
    // `https:x` is a relative address to a URL parser, and `https:////x` a way around naive checks.
    if (!/^https?:\/\/[^/?#]/i.test(text)) throw linkRefused('It names no host')
    const url = absolute(text)
    if (isLoopback(url.hostname) && !plainLoopback.test(text))
      throw linkRefused('It leads to this device, and hides it')
    return link(rewritePage(url), page)
  }
  if (scheme !== undefined)
    throw linkRefused(`It begins with “${scheme.slice(0, 40)}:”, not https:`)
  if (text.startsWith('//')) throw linkRefused('It begins with “//”, not https://')
  if (/^[^/]+\.[a-z]{2,}\//i.test(text)) throw linkRefused('It does not begin with https://')
  const isWord = !/[/?#%]/.test(text) && !/\.onnx$/i.test(text) && !/^\.+$/.test(text)
  return isWord ? { kind: 'demo', id: text } : link(absolute(text, page), page)
}

/** URL parsers drop tabs and turn "\" into "/"; what is invisible is there to deceive people. */
function checkCharacters(text: string): void {
  if (text === '') throw linkRefused('It is empty')
  if (text.length > maxLinkLength)
    throw linkRefused(`It is longer than ${maxLinkLength.toLocaleString('en-US')} characters`)
  if (/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text))
    throw linkRefused('It holds invisible characters')
  if (text.includes('\\')) throw linkRefused('It holds a backslash')
}

/** `owner/name` looks like a relative address too: the site's own folder, a dotted host and a file win. */
function isHubId(text: string): boolean {
  if (/^hf:/i.test(text)) return true
  const [owner = '', name = ''] = text.split('/')
  return owner !== 'models' && !/\.[a-z]{2,}$/i.test(owner) && !/\.onnx$/i.test(name)
}

function absolute(text: string, base?: URL): URL {
  if (!URL.canParse(text, base)) throw linkRefused('It cannot be read as an address')
  return new URL(text, base)
}

function link(url: URL, page: URL): ModelLink {
  const error = gateError(url, page)
  if (error !== undefined) throw error
  url.search = ''
  url.hash = ''
  const name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1)
  if (/\.zip$/i.test(name))
    throw linkRefused('It leads to a zip file; download it and drop it on the page')
  if (/\.(json|html?)$/i.test(name)) url.pathname = url.pathname.slice(0, -name.length)
  else if (name !== '' && !/\.(onnx|ort)$/i.test(name)) url.pathname += '/'
  // A URL's host is in ASCII always: a name in letters that look like others shows as "xn--…".
  return { kind: 'link', url: url.href, host: url.host, foreign: url.origin !== page.origin }
}
