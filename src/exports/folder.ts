import type { ByteSource } from '../core/formats/byte-source.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ExportFile } from '../protocol/manifest.ts'

/** All that a layout reader may do: know which files there are, read the small ones and look into the large ones. */
export interface ExportFolder {
  /** The folder's own name, which becomes the demo's id. */
  readonly id: string
  /** Where the page will find it, relative to the page; ends in "/". */
  readonly base: string
  readonly files: readonly ExportFile[]
  /** Behind a link, where `open` downloads the whole file. */
  readonly isRemote?: boolean
  readText(path: string): Promise<string>
  /** A file to be read in part, as the graph of a model is. Behind a link this downloads it into the store. */
  open(path: string): Promise<ByteSource>
}

export function hasFile(folder: Pick<ExportFolder, 'files'>, path: string): boolean {
  return folder.files.some((file) => file.path === path)
}

/** @throws VitrineError `export-invalid` when the file is not JSON. */
export async function readJson(folder: ExportFolder, path: string): Promise<unknown> {
  const text = await folder.readText(path)
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''))
  } catch (cause) {
    throw new VitrineError('export-invalid', { file: path, problem: 'it is not JSON' }, { cause })
  }
}

/** @throws VitrineError `export-incomplete` when the folder does not have it. */
export function requireFile(folder: Pick<ExportFolder, 'files'>, path: string): ExportFile {
  const file = folder.files.find((candidate) => candidate.path === path)
  if (file === undefined) throw new VitrineError('export-incomplete', { path })
  return file
}

/** `model.onnx_data`, `model.onnx_data_1`, `model.onnx.data`: what exporters call external weights. */
export function isDataOf(path: string, model: string): boolean {
  const name = path.replace(/_\d+$/, '')
  return name === `${model}_data` || name === `${model}.data`
}

/** "onnx/" of "onnx/model.onnx"; empty at the top. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/') + 1)
}

/** "model.onnx" of "onnx/model.onnx". */
export function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}
