/** What a folder's name says about the pictures in it. */
export interface ClassFolders {
  /** The class of each picture, by its place in the list; undefined where its folder is none. */
  readonly truths: readonly (number | undefined)[]
  /** Folders that stand where classes stand and are none, with how many pictures are in them. */
  readonly unmatched: readonly UnmatchedFolder[]
  /** Folders were taken for classes by their numbers, counted from 0. */
  readonly byNumber: boolean
}

export interface UnmatchedFolder {
  readonly name: string
  readonly count: number
  /** `ambiguous`: several classes have this name. */
  readonly why: 'unknown' | 'ambiguous'
}

/** Names that differ in case, or have "_" or "-" for a space, are the same. */
export function sameName(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim()
}

/**
 * Reads the classes of pictures off the folders that they lie in: by the label's whole name, by one of its words
 * ("tench, Tinca tinca", "n01440764 tench"), or by the number of the class. The folders of one depth count: one at which
 * there are several classes before one at which there is a single one, then the one at which most pictures get a class.
 *
 * @param paths with "/" between their parts
 * @param labels by output index; as many as there are classes
 * @returns undefined when no folder is a class
 */
export function classFoldersOf(
  paths: readonly string[],
  labels: readonly string[],
): ClassFolders | undefined {
  const finder = createFinder(labels)
  const folders = paths.map((path) => path.split('/').slice(0, -1))
  const deepest = Math.max(0, ...folders.map(({ length }) => length))
  let best: { folders: ClassFolders; weight: number } | undefined
  for (let depth = 0; depth < deepest; depth++) {
    const found = atDepth(
      folders.map((parts) => parts[depth]),
      finder,
    )
    const matched = found.truths.filter((truth) => truth !== undefined)
    const weight = matched.length + (new Set(matched).size > 1 ? paths.length : 0)
    if (weight > 0 && weight >= (best?.weight ?? 0)) best = { folders: found, weight }
  }
  return best?.folders
}

type Found = number | 'unknown' | 'ambiguous'

interface Finder {
  byName(folder: string): Found
  byNumber(folder: string): Found
}

function atDepth(folders: readonly (string | undefined)[], finder: Finder): ClassFolders {
  const counts = new Map<string | undefined, number>()
  for (const folder of folders) counts.set(folder, (counts.get(folder) ?? 0) + 1)
  const names = [...counts.keys()].filter((name) => name !== undefined)
  const named = new Map(names.map((name) => [name, finder.byName(name)]))
  const numbered = new Map(names.map((name) => [name, finder.byNumber(name)]))
  const isNamed = [...named.values()].some((found) => typeof found === 'number')
  // One folder "100" is what a camera makes; several of them are classes.
  const numbers = [...numbered.values()].filter((found) => typeof found === 'number').length
  const byNumber = !isNamed && numbers > 1
  const table = byNumber ? numbered : named
  const truthOf = (folder: string | undefined) => {
    const found = folder === undefined ? undefined : table.get(folder)
    return typeof found === 'number' ? found : undefined
  }
  const unmatched = [...counts].flatMap(([name, count]) => {
    if (name === undefined) return [{ name: '', count, why: 'unknown' as const }]
    const why = table.get(name)
    return why === 'unknown' || why === 'ambiguous' ? [{ name, count, why }] : []
  })
  return { truths: folders.map(truthOf), unmatched, byNumber }
}

function createFinder(labels: readonly string[]): Finder {
  const whole = new Map<string, number[]>()
  const words = new Map<string, number[]>()
  labels.forEach((label, index) => {
    add(whole, label, index)
    const [, id, rest = label] = /^(n\d{8})[\s:,]+(.+)$/.exec(label) ?? []
    if (id !== undefined) add(words, id, index)
    for (const word of [rest, ...rest.split(',')]) add(words, word, index)
  })
  return {
    byName(folder) {
      const found = whole.get(sameName(folder)) ?? words.get(sameName(folder)) ?? []
      const [only] = found
      if (only === undefined) return 'unknown'
      return found.length === 1 ? only : 'ambiguous'
    },
    byNumber(folder) {
      const [, digits] = /^(?:class[\s_-]?)?(\d{1,6})$/i.exec(folder) ?? []
      return digits !== undefined && Number(digits) < labels.length ? Number(digits) : 'unknown'
    },
  }
}

function add(names: Map<string, number[]>, name: string, index: number) {
  const key = sameName(name)
  const found = names.get(key) ?? []
  if (!found.includes(index)) names.set(key, [...found, index])
}
