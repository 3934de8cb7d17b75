import { parseLabels } from '../core/label-file.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { folderOf, nameOf, requireFile, type ExportFolder } from './folder.ts'

/** A list of names is a few kilobytes; a table of a million rows is something else. */
const maxBytes = 1 << 20

/** What lies beside models and is no list of classes, though its lines may be as many. */
const others =
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

/**
 * A file beside the model that names exactly as many classes as the model has.
 * @param countClasses asked only where there is such a file, for it may have to read the graph
 */
export async function labelsBeside(
  folder: ExportFolder,
  model: string,
  countClasses: () => Promise<number | undefined>,
): Promise<{ path: string; labels: readonly string[] } | undefined> {
  const near = folder.files.filter(
    ({ path, sizeBytes = 0 }) =>
      ['', folderOf(model)].includes(folderOf(path)) &&
      /\.(txt|json|names|csv)$/i.test(path) &&
      sizeBytes <= maxBytes &&
      !others.test(nameOf(path)),
  )
  // Those that say it in their name first.
  const isNamedSo = (path: string) => /label|class|synset|names/i.test(nameOf(path))
  const paths = near.map(({ path }) => path)
  paths.sort((a, b) => Number(isNamedSo(b)) - Number(isNamedSo(a)))
  const classes = paths.length === 0 ? undefined : await countClasses()
  if (classes === undefined) return undefined
  for (const path of paths) {
    const labels = parseLabels(await folder.readText(path), path)
    if (labels?.length === classes) return { path, labels }
  }
  return undefined
}
