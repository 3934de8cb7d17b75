import { PbfReader, PbfWriter } from 'pbf'
import { folderOf } from '../folder.ts'
import type { ReadableFolder } from '../readable-folder.ts'
import { areDifferent } from './metadata-names.ts'

/** The first line of a table is no longer than this. */
const lineBytes = 64 * 1024
/** Behind a link a file comes as a whole. */
const mostBytes = 20e6

/** What a column with the answers is called. */
const answer =
  /^(label|target|class|category|species|variety|y|outcome|output|quality|price|survived|result)s?$/i

/**
 * The names of so many columns in the first line of a CSV beside the model. A table that was trained on has one more:
 * the answers, by their name or at the end.
 */
export async function csvNames(
  folder: ReadableFolder,
  model: string,
  count: number,
): Promise<{ readonly path: string; readonly names: readonly string[] } | undefined> {
  const near = folder.files.filter(
    ({ path, sizeBytes = Infinity }) =>
      /\.(csv|tsv)$/i.test(path) &&
      ['', folderOf(model)].includes(folderOf(path)) &&
      (folder.isRemote !== true || sizeBytes <= mostBytes),
  )
  for (const { path } of near.slice(0, 8)) {
    const source = await folder.open(path)
    const bytes = await source.slice(0, Math.min(lineBytes, source.size)).arrayBuffer()
    const names = namesFor(headerOf(bytes), count)
    if (names !== undefined) return { path, names }
  }
  return undefined
}

function namesFor(header: readonly string[], count: number): readonly string[] | undefined {
  const isNumbers = header.some((name) => name !== '' && Number.isFinite(Number(name)))
  if (isNumbers || !areDifferent(header)) return undefined
  if (header.length === count) return header
  if (header.length !== count + 1) return undefined
  const place = header.findIndex((name) => answer.test(name))
  return header.filter((_, index) => index !== (place < 0 ? count : place))
}

/** UTF-8. `TextDecoder` belongs to no language standard; the reader of protobuf has one in every world. */
function textOf(bytes: Uint8Array): string {
  const writer = new PbfWriter()
  writer.writeBytes(bytes)
  return new PbfReader(writer.finish()).readString()
}

/** Without what a line break in quotes would make of it: names have none. */
function headerOf(bytes: ArrayBuffer): readonly string[] {
  const [line = ''] = textOf(new Uint8Array(bytes)).split(/\r\n|\r|\n/, 1)
  const delimiters = [',', ';', '\t', '|']
  const [delimiter = ','] = delimiters.sort((a, b) => line.split(b).length - line.split(a).length)
  const names: string[] = []
  let name = ''
  let isQuoted = false
  for (const letter of line.replace(/^\uFEFF/, '')) {
    if (letter === '"') isQuoted = !isQuoted
    else if (letter === delimiter && !isQuoted) {
      names.push(name.trim())
      name = ''
    } else name += letter
  }
  return [...names, name.trim()]
}
