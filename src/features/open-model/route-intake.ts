import { isPictureName } from '../../ui/picture-name.ts'
import { readEntries, type EntryFile } from '../../ui/read-entries.ts'
import type { Intake } from '../../ui/use-file-intake.ts'

/** Who what was dropped is for. Only a hint, by names: what the files are is found out in the worker. */
export type Route =
  | { readonly to: 'export' }
  /** For whoever on the page takes single files. */
  | { readonly to: 'taker'; readonly file: File }

/** Models, what holds their weights, what describes them, and what they are packed in. */
const exportName =
  /\.(?:onnx|ort|zip|json|onnx[._]data(?:_\d+)?|data|safetensors|pt|pth|gguf|tflite)$/i

export function routeOf({ files, entries }: Intake): Route {
  const hasFolder = entries.some(({ isDirectory }) => isDirectory)
  const names = [...files, ...entries].map(({ name }) => name)
  const [file] = files
  if (file === undefined || hasFolder || names.some((name) => exportName.test(name)))
    return { to: 'export' }
  return { to: 'taker', file }
}

/** One more than may be looked at, so that whoever takes them can say that they are too many. */
const mostPictures = 2001

/** Whether it is worth looking inside for pictures: a folder, or several files, of which none is a model's. */
export function mayBePictures({ files, entries }: Intake): boolean {
  const names = [...files, ...entries].map(({ name }) => name)
  if (names.some((name) => exportName.test(name))) return false
  return files.length > 1 || entries.some(({ isDirectory }) => isDirectory)
}

/**
 * The files of what was dropped, when there are pictures among them and no model.
 * @returns undefined when it is an export after all, or cannot be read: then opening it says what is wrong
 */
export async function picturesOf(intake: Intake): Promise<readonly EntryFile[] | undefined> {
  const found = await filesOf(intake).catch(() => [])
  const hasModel = found.some(({ path }) => /\.(?:onnx|ort|zip)$/i.test(path))
  return !hasModel && found.some(({ path }) => isPictureName(path)) ? found : undefined
}

async function filesOf({ files, entries }: Intake): Promise<readonly EntryFile[]> {
  if (!entries.some(({ isDirectory }) => isDirectory)) {
    return files.map((file) => ({ path: file.name, file }))
  }
  const unreadable = (_: string, cause: DOMException) => cause
  return (await readEntries(entries, { limit: mostPictures - 1, unreadable })).files
}
