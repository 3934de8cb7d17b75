import { VitrineError } from '../protocol/errors.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { hasFile, readJson, requireFile, type ExportFolder } from './folder.ts'
import { bytesInWords } from './graph/words.ts'
import { parse, vitrineSchema } from './schemas.ts'

const vitrineJson = 'vitrine.json'
/** The names of a hundred thousand classes are 2 MB. */
const maxBytes = 5e6

/**
 * The folder's own `vitrine.json`, if there is one.
 * @throws VitrineError `export-invalid`, which names the key; `file-too-big`
 */
export async function readAuthor(folder: ExportFolder): Promise<VitrineJson> {
  if (!hasFile(folder, vitrineJson)) return {}
  const { sizeBytes = 0 } = requireFile(folder, vitrineJson)
  if (sizeBytes > maxBytes) {
    const [size, limit] = [sizeBytes, maxBytes].map(bytesInWords)
    throw new VitrineError('file-too-big', { path: vitrineJson, size: size!, limit: limit! })
  }
  return parse(vitrineSchema, await readJson(folder, vitrineJson), vitrineJson)
}

/**
 * What a person corrects on the page, laid over what the author says: key by key within groups such as
 * `preprocessing`, else as a whole.
 * @throws VitrineError `export-invalid`: corrections are held to the same schema
 */
export function correct(author: VitrineJson, corrections: VitrineJson): VitrineJson {
  // What was typed and taken back is undefined, which JSON does not know.
  const said: unknown = JSON.parse(JSON.stringify(corrections))
  const over: VitrineJson = parse(vitrineSchema, said, vitrineJson)
  const groups = [
    'preprocessing',
    'generation',
    'detection',
    'segmentation',
    'image',
    'theme',
  ] as const
  const laid = groups.map((key) => [key, laidOver(author[key], over[key])] as const)
  return {
    ...author,
    ...over,
    ...Object.fromEntries(laid.filter(([, group]) => Object.keys(group).length > 0)),
  }
}

/** Of another head nothing is kept. */
function laidOver(under: object = {}, over: object = {}): object {
  const isOther = 'head' in under && 'head' in over && under.head !== over.head
  return isOther ? over : { ...under, ...over }
}

/** Whether the author says this already; `path` such as "labels" or "preprocessing.mean". */
export function says(author: VitrineJson, path: string): boolean {
  const [key = '', inner] = path.split('.')
  const value: unknown = Object.entries(author).find(([name]) => name === key)?.[1]
  if (inner === undefined) return value !== undefined
  return Object.entries(value ?? {}).some(([name, entry]) => name === inner && entry !== undefined)
}
