const limits = { characters: 1024, parts: 100 } as const

/**
 * What a name must not have, wherever it stands: backslashes; characters that URL parsers and file systems drop or
 * stumble over (controls, halves of characters); dots and slashes in percent signs, which URLs undo; and the mark by
 * which ONNX Runtime refers to its own memory.
 */
const refused = /[\\\p{Cc}\p{Cs}]|%(?:25)*(?:2e|2f|5c|00)|_ORT_MEM_ADDR_/iu
/** "https:", "blob:", "C:": what comes before a first colon is a scheme or a drive. */
const scheme = /^[a-z][a-z\d+.-]*:/i
/** "..", what Windows takes for it, and what is it to a URL parser, for which a name ends at "?" or "#". */
const dots = /^[. ]+(?:[?#]|$)/

/**
 * A path that somebody else wrote (a data file named in a model, a file in a zip) as a plain path inside its folder:
 * parts with one "/" between them, neither "." nor empty ones.
 * @returns `undefined` for a path that leads out of the folder, or that two readers could understand differently
 */
export function plainPath(location: string): string | undefined {
  if (location.length > limits.characters || location.startsWith('/')) return undefined
  if (refused.test(location)) return undefined
  const parts = location.split('/').filter((part) => part !== '' && part !== '.')
  if (parts.length === 0 || parts.length > limits.parts) return undefined
  if (parts.some((part) => dots.test(part))) return undefined
  const path = parts.join('/')
  // URL parsers drop blanks at both ends.
  return scheme.test(path) || path !== path.trim() ? undefined : path
}

/** Two paths that only some file systems tell apart, by case or by how an accent is written. */
export function collision(paths: Iterable<string>): readonly [string, string] | undefined {
  const seen = new Map<string, string>()
  for (const path of paths) {
    const key = path.normalize('NFC').toLowerCase()
    const other = seen.get(key)
    if (other !== undefined && other !== path) return [other, path]
    seen.set(key, path)
  }
  return undefined
}
