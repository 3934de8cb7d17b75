import type { GraphFacts } from '../../protocol/graph.ts'

/** As people and exporters call them in `metadata_props`. */
const keys = ['feature_names', 'features', 'feature_names_in_', 'columns', 'input_features']

/** The names of so many columns, where the graph's metadata holds them: a JSON list, or names between commas. */
export function metadataNames(
  { metadata }: GraphFacts,
  count: number,
): { readonly key: string; readonly names: readonly string[] } | undefined {
  for (const key of keys) {
    const value = metadata.find(([name]) => name.toLowerCase() === key)?.[1]
    const names = value === undefined ? undefined : namesIn(value)
    if (names?.length === count && areDifferent(names)) return { key, names }
  }
  return undefined
}

function namesIn(value: string): readonly string[] | undefined {
  try {
    const list: unknown = JSON.parse(value)
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined
  } catch {
    return value
      .replace(/^\s*[[(]|[\])]\s*$/g, '')
      .split(',')
      .map((name) => name.trim().replace(/^(['"])(.*)\1$/, '$2'))
  }
}

export function areDifferent(names: readonly string[]): boolean {
  return new Set(names).size === names.length && !names.includes('')
}
