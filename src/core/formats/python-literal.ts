/** What a Python literal holds; dictionaries become maps, tuples and sets become lists. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | ReadonlyMap<string | number, PythonValue>

const deepest = 16

/**
 * Reads what `ast.literal_eval` reads, as far as exporters write it: dict, list, tuple, string, number, True, False, None.
 * @returns undefined for anything else; a text is taken whole or not at all
 */
export function parsePython(text: string): PythonValue | undefined {
  try {
    const reader = new Reader(text)
    const value = reader.value(0)
    return reader.isAtEnd() ? value : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

const closers: Readonly<Record<string, string>> = { '(': ')', '[': ']', '{': '}' }
const words: Readonly<Record<string, boolean | null>> = { True: true, False: false, None: null }
const escapes: Readonly<Record<string, string>> = {
  '\\': '\\',
  "'": "'",
  '"': '"',
  n: '\n',
  t: '\t',
  r: '\r',
}

class Reader {
  readonly #text: string
  #at = 0

  constructor(text: string) {
    this.#text = text
  }

  isAtEnd(): boolean {
    return this.#match(/\s*/y) !== undefined && this.#at === this.#text.length
  }

  value(depth: number): PythonValue {
    if (depth > deepest) throw new SyntaxError('too deep')
    this.#match(/\s*/y)
    const opener = this.#match(/[([{]/y)
    if (opener === '{') return this.#braces(depth)
    if (opener !== undefined) return this.#list(closers[opener]!, depth)
    const quote = this.#match(/['"]/y)
    if (quote !== undefined) return this.#string(quote)
    const number = this.#match(/[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?/y)
    if (number !== undefined) return Number(number)
    const word = words[this.#match(/[A-Za-z]+/y) ?? '']
    if (word === undefined) throw new SyntaxError('no literal')
    return word
  }

  #braces(depth: number): PythonValue {
    const map = new Map<string | number, PythonValue>()
    while (!this.#took('}')) {
      const key = this.value(depth + 1)
      if (typeof key !== 'string' && typeof key !== 'number') throw new SyntaxError('no key')
      this.#expect(':')
      map.set(key, this.value(depth + 1))
      if (!this.#took(',')) {
        this.#expect('}')
        break
      }
    }
    return map
  }

  #list(closer: string, depth: number): PythonValue {
    const list: PythonValue[] = []
    while (!this.#took(closer)) {
      list.push(this.value(depth + 1))
      if (!this.#took(',')) {
        this.#expect(closer)
        break
      }
    }
    return list
  }

  #string(quote: string): string {
    let value = ''
    for (;;) {
      value += this.#match(quote === "'" ? /[^'\\\n]*/y : /[^"\\\n]*/y) ?? ''
      const next = this.#text[this.#at++]
      if (next === quote) return value
      if (next !== '\\') throw new SyntaxError('no end of the string')
      value += this.#escape()
    }
  }

  #escape(): string {
    const hex = this.#match(/x[\da-fA-F]{2}|u[\da-fA-F]{4}/y)
    if (hex !== undefined) return String.fromCharCode(parseInt(hex.slice(1), 16))
    const escape = escapes[this.#text[this.#at++] ?? '']
    if (escape === undefined) throw new SyntaxError('no such escape')
    return escape
  }

  #took(character: string): boolean {
    this.#match(/\s*/y)
    if (this.#text[this.#at] !== character) return false
    this.#at++
    return true
  }

  #expect(character: string): void {
    if (!this.#took(character)) throw new SyntaxError(`no ${character}`)
  }

  #match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at
    const found = pattern.exec(this.#text)?.[0]
    if (found === undefined) return undefined
    this.#at += found.length
    return found
  }
}
