/** What was typed, as one flat list; `dims` when its brackets say so. */
export interface Typed {
  readonly words: readonly Word[]
  readonly dims: readonly number[] | undefined
}

/** A number, true or false stands bare; a string may stand in quotes, and then it is one whatever it says. */
export interface Word {
  readonly text: string
  readonly isQuoted: boolean
}

/** A sentence without its full stop, for the error that names the input. */
export type ParseResult = { readonly typed: Typed } | { readonly problem: string }

/** Deeper than any tensor; a run of opening brackets is no reason to go on. */
const deepest = 12

/**
 * Reads "1, 2, 3", nested JSON, and what Python prints: `[[1. 2.] [3. 4.]]`, `array([1, 2])`, `tensor([True])`.
 * @param isText values are separated by commas and line ends, and may hold blanks
 */
export function parseValues(source: string, isText: boolean): ParseResult {
  const tokens = tokensOf(isText ? source : withoutPython(source), isText)
  const words: Word[] = []
  const sizes: number[] = []
  /** How many things each open bracket holds so far. */
  const open: number[] = []
  let leafDepth: number | undefined
  let closed = false
  for (const token of tokens) {
    if (closed && open.length === 0) return { problem: 'Something stands behind the last bracket' }
    const inside = open.length - 1
    if (token.kind === 'open') {
      if (open.length === 0 && words.length > 0) return { problem: 'A value stands before “[”' }
      if (open.length > 0) open[inside] = (open[inside] ?? 0) + 1
      if (open.length === deepest)
        return { problem: `It has more than ${deepest} brackets inside each other` }
      open.push(0)
    } else if (token.kind === 'close') {
      const size = open.pop()
      if (size === undefined) return { problem: 'A “]” has no “[” before it' }
      const depth = open.length
      if (sizes[depth] !== undefined && sizes[depth] !== size) {
        return { problem: `Its rows differ in length: ${sizes[depth]} and ${size}` }
      }
      sizes[depth] = size
      closed = true
    } else {
      if (leafDepth !== undefined && leafDepth !== open.length) {
        return { problem: 'Values stand at different depths of its brackets' }
      }
      leafDepth = open.length
      if (open.length > 0) open[inside] = (open[inside] ?? 0) + 1
      words.push(token)
    }
  }
  if (open.length > 0) return { problem: 'A “[” is never closed' }
  if (leafDepth !== undefined && sizes.length > 0 && leafDepth !== sizes.length) {
    return { problem: 'Values stand at different depths of its brackets' }
  }
  return { typed: { words, dims: sizes.length === 0 ? undefined : sizes } }
}

/** "array([1., 2.], dtype=float32)" → "[1., 2.]". */
function withoutPython(source: string): string {
  return source
    .replace(/\b(?:np\.|torch\.)?(?:array|tensor)\s*\(/g, ' ')
    .replace(/,\s*(?:dtype|device|requires_grad|grad_fn)\s*=[^,)\]]*/g, ' ')
    .replace(/[()]/g, ' ')
}

type Token =
  { readonly kind: 'open' } | { readonly kind: 'close' } | ({ readonly kind: 'word' } & Word)

const numberPattern = /\[|\]|"(?:[^"\\]|\\.)*"|[^\s,;[\]"]+/g
const textPattern = /\[|\]|"(?:[^"\\]|\\.)*"|[^,\n[\]"]+/g

function* tokensOf(source: string, isText: boolean): Generator<Token> {
  for (const [raw] of source.matchAll(isText ? textPattern : numberPattern)) {
    if (raw === '[') yield { kind: 'open' }
    else if (raw === ']') yield { kind: 'close' }
    else if (raw.startsWith('"') && raw.length > 1) {
      yield { kind: 'word', text: unquoted(raw), isQuoted: true }
    } else if (raw.trim() !== '') yield { kind: 'word', text: raw.trim(), isQuoted: false }
  }
}

function unquoted(raw: string): string {
  try {
    return String(JSON.parse(raw))
  } catch {
    return raw.slice(1, -1)
  }
}
