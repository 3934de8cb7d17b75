import { parseLabels } from '../core/formats/label-file.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { folderOf, nameOf, requireFile, type ExportFolder } from './folder.ts'

/** A list of names is a few kilobytes; a table of a million rows is something else. */
const maxBytes = 1 << 20

/** What lies beside models and is no list of classes, though its lines may be as many. */
const notLabels =
  /^(vitrine|package|metadata|modules|chat_template|args|merges|readme|licen[cs]e|notice|.*requirements.*|.*config.*|.*token.*|.*vocab.*)\.[a-z]+$/i

/**
 * The names that `vitrine.json` gives: itself, or in the file that it names.
 * @throws VitrineError `export-incomplete`, `export-invalid`
 */
export async function authorLabels(
  folder: ExportFolder,
  { labels }: VitrineJson,
): Promise<readonly string[] | undefined> {
  if (typeof labels !== 'string') return labels
  requireFile(folder, labels)
  const list = parseLabels(await folder.readText(labels), labels)
  if (list !== undefined) return list
  const problem = `${labels} must hold a list of names`
  throw new VitrineError('export-invalid', { file: 'vitrine.json', key: 'labels', problem })
}

interface NamesBeside {
  readonly path: string
  readonly labels: readonly string[]
}

/** A file that calls itself labels, and is not of this model. */
export interface NamesOfOthers {
  readonly path: string
  readonly labels?: undefined
  readonly count: number
  /** That the model has. */
  readonly classes: number
}

/**
 * A file beside the model that names exactly as many classes as the model has; where nobody knows how many, the only
 * one that calls itself labels.
 * @param countClasses all counts that would do; asked only where there is such a file, for it may have to read the graph
 */
export async function labelsBeside(
  folder: ExportFolder,
  model: string,
  countClasses: () => Promise<readonly number[]>,
): Promise<NamesBeside | NamesOfOthers | undefined> {
  const near = folder.files.filter(
    ({ path, sizeBytes = 0 }) =>
      ['', folderOf(model)].includes(folderOf(path)) &&
      /\.(txt|json|names|csv|ya?ml|pbtxt)$/i.test(path) &&
      sizeBytes <= maxBytes &&
      !notLabels.test(nameOf(path)),
  )
  const paths = near.map(({ path }) => path)
  paths.sort((a, b) => Number(isNamedSo(b)) - Number(isNamedSo(a)))
  const counts = paths.length === 0 ? [] : await countClasses()
  const [classes] = counts
  const others: NamesBeside[] = []
  for (const path of paths) {
    if (classes === undefined && !isNamedSo(path)) continue
    const labels = parseLabels(await folder.readText(path), path)
    if (labels === undefined) continue
    if (counts.includes(labels.length)) return { path, labels }
    if (isNamedSo(path)) others.push({ path, labels })
  }
  // Of several, or beside several models, most are of others.
  const [only, ...more] = others
  if (only === undefined || more.length > 0 || modelsBeside(folder, only.path) > 1) return undefined
  return classes === undefined ? only : { path: only.path, count: only.labels.length, classes }
}

function modelsBeside({ files }: ExportFolder, path: string): number {
  return files.filter(
    (file) => /\.onnx$/i.test(file.path) && folderOf(file.path) === folderOf(path),
  ).length
}

/** Those that say it in their name come first. */
function isNamedSo(path: string): boolean {
  return /label|class|synset|names/i.test(nameOf(path))
}
