import type { Sniffed } from './sniffed.ts'

const svg: Sniffed = {
  kind: 'unsupported',
  format: 'vector (SVG)',
  remedy: 'Export it as PNG and try again.',
}

/** What a file that has no binary signature is, `text` being its first bytes as characters 0 to 255. */
export function sniffText(text: string): Sniffed {
  const plain = withoutMark(text)
  if (!isText(plain)) return { kind: 'unknown' }
  const start = plain.trimStart()
  if (start.startsWith('<')) return sniffMarkup(start)
  if (/^[[{]\s*(["[{\]}\-\d]|true|false|null)/.test(start)) return other('a JSON file')
  if (start.startsWith('version https://git-lfs')) {
    return other('a Git LFS pointer instead of the file itself')
  }
  if (start.startsWith('{\\rtf')) return other('an RTF document')
  return other('a text file')
}

function sniffMarkup(text: string): Sniffed {
  const root = withoutProlog(text).toLowerCase()
  if (/^<([a-z]+:)?svg[\s/>]/.test(root)) return svg
  if (/^<(!doctype html|html|head|body|title|meta|script|style|link|div|p|h1|a|br)\b/.test(root)) {
    return other('a web page')
  }
  // The root did not fit into the first bytes, behind a comment or a long list of entities.
  if (/<([a-z]+:)?svg[\s/>]/i.test(text)) return svg
  return other(text.startsWith('<?xml') ? 'an XML file' : 'a text file')
}

const prolog = /^(<\?[^]*?\?>|<!--[^]*?-->|<!doctype(?!\s+html)[^[>]*(\[[^\]]*\]\s*)?>)\s*/i

/** Without `<?xml …?>`, comments and the document type, except for the one of HTML. */
function withoutProlog(text: string): string {
  let rest = text
  while (prolog.test(rest)) rest = rest.replace(prolog, '')
  return rest
}

/** Without the byte order mark; UTF-16 loses its zero bytes, which is enough to know Latin text by. */
function withoutMark(text: string): string {
  if (text.startsWith('\xef\xbb\xbf')) return text.slice(3)
  if (/^(\xff\xfe|\xfe\xff)/.test(text)) return text.slice(2).replaceAll('\0', '')
  return text
}

function isText(text: string): boolean {
  return /[!-~]/.test(text) && Array.from(text).every((c) => c >= ' ' || '\t\n\f\r'.includes(c))
}

function other(found: string): Sniffed {
  return { kind: 'other', found }
}
