import { plainPath } from '../core/formats/data-path.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { GraphFacts } from '../protocol/graph.ts'
import { folderOf } from './folder.ts'
import { bytesInWords, printable } from './graph/words.ts'

/** A file beside the `.onnx` that holds weights. */
export interface DataFile {
  /** In the export's folder. */
  readonly path: string
  /** As the model spells it, by which ONNX Runtime asks for it. */
  readonly location: string
  /** How much of it the model reads. */
  readonly endBytes: number
}

/**
 * The data files that a model refers to, beside which it lies.
 * @param model the `.onnx` file's path in the export's folder
 * @throws VitrineError `path-refused` for one that does not lie in the model's own folder or below it
 */
export function dataFilesOf({ external }: GraphFacts, model: string): DataFile[] {
  return external.map(({ location, endBytes }) => {
    const plain = plainPath(location)
    if (plain === undefined) {
      throw new VitrineError('path-refused', { path: printable(location, 100) })
    }
    return { path: folderOf(model) + plain, location, endBytes }
  })
}

/**
 * Whether the data files are there and as long as the model believes.
 * @param sizeOf by the path in the export's folder: `undefined` when the file is not there, `null` when its size is
 * not known
 * @throws VitrineError `path-refused`, `export-incomplete`, `model-damaged`
 */
export function checkDataFiles(
  facts: GraphFacts,
  model: string,
  sizeOf: (path: string) => number | null | undefined,
): DataFile[] {
  const files = dataFilesOf(facts, model)
  for (const { path, endBytes } of files) {
    const sizeBytes = sizeOf(path)
    if (sizeBytes === undefined) throw new VitrineError('export-incomplete', { path })
    if (sizeBytes !== null && sizeBytes < endBytes) {
      const problem = `it has ${bytesInWords(sizeBytes)}, and the model reads ${bytesInWords(endBytes)} of it`
      throw new VitrineError('model-damaged', { path, problem })
    }
  }
  return files
}
