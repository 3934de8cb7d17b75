import type { ExportFile } from '../protocol/manifest.ts'
import { checkDataFiles } from './data-files.ts'
import { isDataOf, requireFile } from './folder.ts'
import type { ReadableFolder } from './readable-folder.ts'

/**
 * The `.onnx` file with the data files that its graph names; where nobody has read the graph, those that lie beside it
 * under the names that exporters use.
 * @throws VitrineError `export-incomplete`, `path-refused`, `model-damaged`
 */
export async function modelFiles(folder: ReadableFolder, model: string): Promise<ExportFile[]> {
  const graph = await folder.graphSoFar(model)
  const sizeOf = (path: string) => {
    const file = folder.files.find((candidate) => candidate.path === path)
    return file && (file.sizeBytes ?? null)
  }
  const data =
    graph === undefined
      ? folder.files.map(({ path }) => path).filter((path) => isDataOf(path, model))
      : checkDataFiles(graph, model, sizeOf).map(({ path }) => path)
  return [...new Set([model, ...data])].map((path) => requireFile(folder, path))
}
