import { parsePython } from './python-literal.ts'

/**
 * Class names out of a file that names them: one a line (`.txt`, `.names`), a table (`.csv`), or a list or a table by
 * number (`.json`, or a Python literal as some ImageNet lists are), the `names` of a data set's `.yaml`, or TensorFlow's
 * `.pbtxt`. Leading numbers and WordNet ids are left out.
 * @param name of the file; its ending says what the text is
 * @returns undefined when it is no such file
 */
export function parseLabels(text: string, name: string): readonly string[] | undefined {
  const plain = text.replace(/^\uFEFF/, '')
  if (/\.json$/i.test(name)) return fromJson(plain)
  if (/\.ya?ml$/i.test(name)) return fromYaml(plain)
  if (/\.pbtxt$/i.test(name)) return fromItems(plain)
  const literal = fromPython(plain)
  // A line may begin with a bracket and be a name all the same.
  if (literal !== undefined || /^\s*\{/.test(plain)) return literal
  const lines = plain.split(/\r?\n/).map((line) => line.trimEnd())
  while (lines.at(-1) === '') lines.pop()
  if (lines.length === 0) return undefined
  return /\.csv$/i.test(name) ? fromTable(lines) : withoutNumbers(lines)
}

function fromJson(text: string): readonly string[] | undefined {
  try {
    return fromValue(JSON.parse(text))
  } catch {
    return undefined
  }
}

function fromValue(value: unknown): readonly string[] | undefined {
  if (Array.isArray(value)) return fromList(value)
  if (typeof value !== 'object' || value === null) return undefined
  const { id2label, labels, names, classes, categories } = value as Record<string, unknown>
  const inner = id2label ?? labels ?? names ?? classes ?? categories
  if (inner !== undefined) return fromValue(inner)
  return fromEntries(new Map(Object.entries(value)))
}

/** Names, or `{"id": 1, "name": "person"}` as COCO lists its categories, in their order. */
function fromList(list: readonly unknown[]): readonly string[] | undefined {
  const names = list.map((entry) =>
    typeof entry === 'object' && entry !== null && 'name' in entry ? entry.name : entry,
  )
  return names.length > 0 && areStrings(names) ? names : undefined
}

/** A JSON list in a text file, or a Python literal. */
function fromPython(text: string): readonly string[] | undefined {
  if (!/^\s*[{[(]/.test(text)) return undefined
  const value = parsePython(text) ?? fromJson(text)
  return Array.isArray(value) ? fromList(value) : fromEntries(value)
}

/** `names:` of a data set as Ultralytics writes it: a list, or numbers with names, in the lines below or in brackets. */
function fromYaml(text: string): readonly string[] | undefined {
  const [, inLine = '', below = ''] =
    /^names:[ \t]*(\S[^\n]*)?\n?((?:[ \t]*(?:-|\d+:)[^\n]*\n?|[ \t]*(?:#[^\n]*)?\n)*)/m.exec(
      text,
    ) ?? []
  if (/^[[{]/.test(inLine)) return fromPython(inLine)
  const entries = [...below.matchAll(/^[ \t]*(?:-|(\d+):)[ \t]*(.+?)[ \t]*$/gm)]
  const named = entries.map(([, number, name = ''], index) => {
    const plain = name.replace(/\s+#.*$/, '').replace(/^(['"])(.*)\1$/, '$2')
    return [Number(number ?? index), plain] as const
  })
  return fromEntries(new Map(named))
}

/** `item { id: 1 name: 'person' }`, in their order. */
function fromItems(text: string): readonly string[] | undefined {
  const items = [...text.matchAll(/item\s*\{([^}]*)\}/g)].map(([, body = '']) => {
    const [, name] =
      /display_name:\s*["'](.*?)["']/.exec(body) ?? /name:\s*["'](.*?)["']/.exec(body) ?? []
    return { id: Number(/\bid:\s*(\d+)/.exec(body)?.[1]), name }
  })
  if (items.some(({ id }) => Number.isNaN(id))) return undefined
  const names = items.sort((a, b) => a.id - b.id).map(({ name }) => name)
  return names.length > 0 && areStrings(names) ? names : undefined
}

/** `{0: "tench"}`, `{"0": ["n01440764", "tench"]}`, `{"tench": 0}`. */
function fromEntries(value: unknown): readonly string[] | undefined {
  if (!(value instanceof Map)) return undefined
  const labels: string[] = []
  for (const [key, entry] of value as Map<string | number, unknown>) {
    const last: unknown = Array.isArray(entry) ? entry.at(-1) : entry
    const [index, label] = typeof last === 'number' ? [last, key] : [Number(key), last]
    if (!Number.isInteger(index) || index < 0 || index >= value.size) return undefined
    if (typeof label !== 'string' || labels[index] !== undefined) return undefined
    labels[index] = label
  }
  return labels.length === 0 ? undefined : labels
}

function fromTable(lines: readonly string[]): readonly string[] | undefined {
  const rows = lines.map((line) =>
    line.split(/,(?=(?:[^"]*"[^"]*")*[^"]*$)/).map((cell) => unquoted(cell.trim())),
  )
  const width = rows[0]?.length ?? 0
  if (width > 3 || rows.some((row) => row.length !== width)) return undefined
  const isNumber = (cell: string | undefined) => /^\d+$/.test(cell ?? '')
  const numbers = rows[0]!.findIndex((_, column) =>
    rows.slice(1).every((row) => isNumber(row[column])),
  )
  if (numbers >= 0 && rows.length > 1) {
    const body = isNumber(rows[0]![numbers]) ? rows : rows.slice(1)
    const names = rows[0]!.length - 1 === numbers ? numbers - 1 : rows[0]!.length - 1
    return fromEntries(new Map(body.map((row) => [Number(row[numbers]), row[names]])))
  }
  if (width !== 1) return undefined
  const body = /^(label|class|name|category)s?(_?names?)?$/i.test(rows[0]![0]!)
    ? rows.slice(1)
    : rows
  return body.map(([name = '']) => name)
}

function unquoted(cell: string): string {
  return /^".*"$/.test(cell) ? cell.slice(1, -1).replaceAll('""', '"') : cell
}

/** "n01440764 tench, Tinca tinca" and "0: tench", when all lines are so. */
function withoutNumbers(lines: readonly string[]): readonly string[] {
  const ids = lines.map((line) => /^n\d{8}\s+(.+)$/.exec(line)?.[1])
  if (areStrings(ids)) return ids
  const numbered = lines.map((line, index) => {
    const [, number, name] = /^(\d+)\s*[:,\s]\s*(.+)$/.exec(line) ?? []
    return Number(number) === index ? name : undefined
  })
  return areStrings(numbered) ? numbered : lines
}

function areStrings(list: readonly unknown[]): list is readonly string[] {
  return list.every((entry) => typeof entry === 'string')
}
