/** A name without what people write differently: case, spaces, underscores, hyphens, dots. */
export function foldName(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s_\-.]+/g, '')
}

/** "sepal length (cm)" is "sepal_length" to whoever wrote the model. */
function withoutUnit(name: string): string {
  return foldName(name.replaceAll(/\([^()]*\)|\[[^[\]]*\]/g, ''))
}

/**
 * For each feature the column of that name: exactly, else by its folded name, else without a unit in brackets. A column
 * serves one feature. null where there is none.
 */
export function matchColumns(
  features: readonly string[],
  header: readonly string[],
): (number | null)[] {
  const columns: (number | null)[] = features.map(() => null)
  const used = new Set<number>()
  for (const fold of [(name: string) => name, foldName, withoutUnit]) {
    const places = new Map<string, number>()
    for (const [place, name] of header.entries()) {
      const key = fold(name)
      if (key !== '' && !used.has(place) && !places.has(key)) places.set(key, place)
    }
    for (const [index, feature] of features.entries()) {
      const place = places.get(fold(feature))
      if (columns[index] !== null || place === undefined || used.has(place)) continue
      columns[index] = place
      used.add(place)
    }
  }
  return columns
}

/** Names that programs give to a column that only counts the rows. */
const counters = new Set(['', 'id', 'index', 'unnamed:0', 'rowid', 'row'])

/**
 * The columns in their order, where nothing else tells which is which: those that are neither the truth nor a counter,
 * if there are exactly as many as features.
 */
export function columnsInOrder(
  features: readonly string[],
  header: readonly string[],
  truth: number | undefined,
): number[] | undefined {
  const all = Array.from(header, (_, place) => place)
  const rest = all.filter((place) => place !== truth)
  const counted = rest.filter((place) => !counters.has(foldName(header[place]!)))
  return [rest, counted, all].find((places) => places.length === features.length)
}
