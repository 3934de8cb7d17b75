import type { ByteSource } from '../core/formats/byte-source.ts'
import { fileSniffBytes, sniffFile } from '../core/formats/model-format.ts'
import { checkDataFiles, dataFilesOf, type DataFile } from '../exports/data-files.ts'
import { readGraph } from '../exports/graph/read-graph.ts'
import { preflight } from '../exports/preflight.ts'
import { fileError } from '../protocol/file-error.ts'

/** A model that may be anything, looked at before ONNX Runtime is. */
export interface CheckedModel {
  /** The data files that it wants. */
  readonly wants: readonly DataFile[]
  /**
   * Whether they are there and long enough.
   * @throws VitrineError `export-incomplete`, `model-damaged`
   */
  check(sizeOf: (path: string) => number | undefined): readonly DataFile[]
}

/**
 * @param path the model's in its export
 * @throws VitrineError one of the `file-…`, `model-…` codes, `operator-unavailable`, `type-unavailable`, `path-refused`
 */
export async function checkModel(source: ByteSource, path: string): Promise<CheckedModel> {
  const head = new Uint8Array(await source.slice(0, fileSniffBytes).arrayBuffer())
  const error = fileError(sniffFile(head, 'model'), path)
  if (error !== undefined) throw error
  const graph = await readGraph(source, path)
  preflight(graph, deviceRoom())
  return {
    wants: dataFilesOf(graph, path),
    check: (sizeOf) => checkDataFiles(graph, path, sizeOf),
  }
}

/** In steps of powers of two, and only where the browser says it. Node has no navigator before version 21. */
function deviceRoom(): { memoryBytes?: number } {
  const { navigator } = globalThis as { navigator?: { deviceMemory?: number } }
  const deviceMemory = navigator?.deviceMemory
  return deviceMemory === undefined ? {} : { memoryBytes: deviceMemory * 1e9 }
}
