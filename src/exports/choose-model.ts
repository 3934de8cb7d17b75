import { VitrineError } from '../protocol/errors.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { isDataOf, nameOf, requireFile, type ExportFolder } from './folder.ts'

export interface ChosenModel {
  readonly model: string
  /** Where there was a choice. */
  readonly reasons: readonly string[]
}

export function onnxPaths({ files }: Pick<ExportFolder, 'files'>): string[] {
  return files.map(({ path }) => path).filter((path) => /\.onnx$/i.test(path))
}

/**
 * One `.onnx` of the folder: the one that the author names, else `model.onnx`, else the only one, else the largest
 * with its data.
 * @throws VitrineError `export-incomplete` when the folder does not have it
 */
export function chooseModel(
  folder: Pick<ExportFolder, 'files'>,
  author: Pick<VitrineJson, 'model'>,
): ChosenModel {
  if (author.model !== undefined) {
    return { model: requireFile(folder, author.model).path, reasons: [] }
  }
  const paths = onnxPaths(folder)
  const [first] = paths
  if (first === undefined) throw new VitrineError('export-incomplete', { path: 'model.onnx' })
  if (paths.length === 1) return { model: first, reasons: [] }

  const depth = (path: string) => path.split('/').length
  const [usual] = paths
    .filter((path) => nameOf(path) === 'model.onnx')
    .sort((a, b) => depth(a) - depth(b))
  if (usual !== undefined) {
    return { model: usual, reasons: [`${usual} out of ${paths.length} .onnx files, for its name`] }
  }
  const size = (model: string) =>
    folder.files
      .filter(({ path }) => path === model || isDataOf(path, model))
      .reduce((sum, file) => sum + (file.sizeBytes ?? 0), 0)
  const largest = paths.reduce((best, path) => (size(path) > size(best) ? path : best))
  return {
    model: largest,
    reasons: [`${largest} out of ${paths.length} .onnx files, because it is the largest`],
  }
}
