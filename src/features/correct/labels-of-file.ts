/**
 * Names out of a file: a JSON list, a JSON object from index to name (alone or as "id2label", as Transformers writes
 * it), or else one a line. Undefined where it is none of these.
 */
export function labelsOfFile(text: string): readonly string[] | undefined {
  if (text.includes('\0')) return undefined
  const trimmed = text.trim()
  if (trimmed === '') return undefined
  if (!/^[[{]/.test(trimmed)) return trimmed.split(/\r?\n/).map((line) => line.trim())
  try {
    return labelsOfJson(JSON.parse(trimmed))
  } catch {
    return undefined
  }
}

function labelsOfJson(json: unknown): readonly string[] | undefined {
  if (Array.isArray(json)) {
    return json.length > 0 && json.every((label) => typeof label === 'string') ? json : undefined
  }
  if (typeof json !== 'object' || json === null) return undefined
  if ('id2label' in json) return labelsOfJson(json.id2label)
  const entries = Object.entries(json)
  const labels = entries.map((_, index) => (json as Record<string, unknown>)[index])
  const isWhole = labels.every((label): label is string => typeof label === 'string')
  return isWhole && labels.length > 0 ? labels : undefined
}
