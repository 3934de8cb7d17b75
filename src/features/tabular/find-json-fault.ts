/** Deeper than any row; JSON beyond it is called broken there. */
const mostDepth = 500

const space = /[\t\n\r ]*/y
/** A string up to its closing quote, or to what cannot be in it. */
// oxlint-disable-next-line no-control-regex
const inString = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*/y
const scalar = /true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

/**
 * Where a text stops being JSON (RFC 8259): the index of the first character that cannot stand there, the text's length
 * where it ends too early, or undefined where nothing is wrong. Engines say this each in its own way, or not at all.
 */
export function findJsonFault(text: string): number | undefined {
  const closers: ('}' | ']')[] = []
  let expected: 'value' | 'value or end' | 'name' | 'name or end' | 'rest' = 'value'
  let at = 0

  function skip(pattern: RegExp): boolean {
    pattern.lastIndex = at
    if (!pattern.test(text)) return false
    at = pattern.lastIndex
    return true
  }

  /** Where it breaks, `at` is there. */
  function skipString(): boolean {
    if (!skip(inString) || text[at] !== '"') return false
    at++
    return true
  }

  for (;;) {
    skip(space)
    const next = text[at]
    if (expected === 'rest' && closers.length === 0) return next === undefined ? undefined : at
    if (expected !== 'value' && expected !== 'name' && next === closers.at(-1)) {
      closers.pop()
      at++
      expected = 'rest'
    } else if (expected === 'rest') {
      if (next !== ',') return at
      at++
      expected = closers.at(-1) === '}' ? 'name' : 'value'
    } else if (expected === 'name' || expected === 'name or end') {
      if (!skipString()) return at
      skip(space)
      if (text[at] !== ':') return at
      at++
      expected = 'value'
    } else if (next === '{' || next === '[') {
      if (closers.length >= mostDepth) return at
      closers.push(next === '{' ? '}' : ']')
      at++
      expected = next === '{' ? 'name or end' : 'value or end'
    } else {
      if (next === '"' ? !skipString() : !skip(scalar)) return at
      expected = 'rest'
    }
  }
}
