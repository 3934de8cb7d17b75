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
