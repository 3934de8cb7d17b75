/**
 * Texts and values of an export, a stranger's, written into code so that they stay what they are: a label never ends a
 * string, a title never ends a comment.
 */

/**
 * Beside what JSON escapes: characters that cannot be seen, or that make a line read in another order than it is run
 * in (N. Boucher, R. Anderson: Trojan Source, arXiv 2111.00169).
 */
const unseen =
  /[\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]/g
/** What ends a line somewhere, steers a terminal, or is half a character. */
const unfitForALine = /[\p{Cc}\p{Cs}\u2028\u2029]+/gu

export type PlainValue =
  string | number | boolean | null | readonly PlainValue[] | { readonly [name: string]: PlainValue }

/** JSON text in printable characters: a string literal of JavaScript and of Python alike. */
export function textLiteral(text: string): string {
  return JSON.stringify(text).replace(
    unseen,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** The same for a value, in one line. */
export function jsonText(value: PlainValue): string {
  return write(value, json)
}

export function jsLiteral(value: PlainValue): string {
  return broken(value, js)
}

export function pythonLiteral(value: PlainValue): string {
  return broken(value, python)
}

/** A word of a shell. No text for a shell holds the character 0, so that is left out. */
export function shellWord(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", `'\\''`)}'`
}

/** One line of a comment, at most 120 characters of it. */
export function commentText(text: string): string {
  const line = text.replace(unfitForALine, ' ').replace(unseen, '').trim()
  return line.length > 120 ? `${Array.from(line).slice(0, 119).join('')}…` : line
}

interface Dialect {
  readonly none: string
  readonly truth: (value: boolean) => string
  readonly number: (value: number) => string
  readonly text: (value: string) => string
  readonly key: (name: string) => string
  readonly braces: readonly [open: string, close: string]
  readonly indent: string
}

const json: Dialect = {
  none: 'null',
  truth: String,
  number: (value) => JSON.stringify(value),
  text: textLiteral,
  key: textLiteral,
  braces: ['{', '}'],
  indent: '  ',
}

const js: Dialect = {
  ...json,
  number: (value) => (Object.is(value, -0) ? '-0' : String(value)),
  text: singleQuoted,
  key(name) {
    // In an object literal `"__proto__": …` is no name like others.
    if (name === '__proto__') return "['__proto__']"
    return /^[a-z_$][\w$]*$/i.test(name) ? name : singleQuoted(name)
  },
  braces: ['{ ', ' }'],
}

const python: Dialect = {
  ...json,
  none: 'None',
  truth: (value) => (value ? 'True' : 'False'),
  number(value) {
    if (Number.isNaN(value)) return 'float("nan")'
    if (!Number.isFinite(value)) return value > 0 ? 'float("inf")' : 'float("-inf")'
    return Object.is(value, -0) ? '-0.0' : String(value)
  },
  indent: '    ',
}

/** The same string, its quotes turned round: all that JSON escapes, JavaScript reads as JSON does. */
function singleQuoted(text: string): string {
  const turned = { '\\"': '"', "'": "\\'" } as const
  const inner = textLiteral(text).slice(1, -1)
  return `'${inner.replace(/\\.|'/g, (part) => turned[part as keyof typeof turned] ?? part)}'`
}

/** In one line if that is short, else in lines that are filled up. */
function broken(value: PlainValue, dialect: Dialect): string {
  const whole = write(value, dialect)
  if (whole.length <= widest || value === null || typeof value !== 'object') return whole
  const rows: string[] = []
  for (const entry of entriesOf(value, dialect)) {
    const last = rows.at(-1)
    const joined = `${last}, ${entry}`
    if (last !== undefined && joined.length <= widest) rows[rows.length - 1] = joined
    else rows.push(entry)
  }
  const [open, close] = isList(value) ? ['[', ']'] : ['{', '}']
  return `${open}\n${dialect.indent}${rows.join(`,\n${dialect.indent}`)}\n${close}`
}

const widest = 72

function write(value: PlainValue, dialect: Dialect): string {
  if (value === null) return dialect.none
  switch (typeof value) {
    case 'string':
      return dialect.text(value)
    case 'number':
      return dialect.number(value)
    case 'boolean':
      return dialect.truth(value)
    default:
      break
  }
  const entries = entriesOf(value, dialect).join(', ')
  const [open, close] = isList(value) ? ['[', ']'] : dialect.braces
  return entries === '' ? `${open.trim()}${close.trim()}` : `${open}${entries}${close}`
}

function entriesOf(value: object, dialect: Dialect): readonly string[] {
  if (isList(value)) return value.map((one) => write(one, dialect))
  return Object.entries(value as Record<string, PlainValue>).map(
    ([name, one]) => `${dialect.key(name)}: ${write(one, dialect)}`,
  )
}

function isList(value: object): value is readonly PlainValue[] {
  return Array.isArray(value)
}
