import type { ExportFolder } from '../exports/folder.ts'
import { onnxModel, type OnnxModel, type OnnxValue } from './onnx-writer.ts'

/** An export's folder in memory: bytes as they are, a string is a file's text, anything else is JSON. */
export function memoryFolder(contents: Record<string, unknown>): ExportFolder {
  const blobs = new Map(Object.entries(contents).map(([path, content]) => [path, blobOf(content)]))
  const open = (path: string) => blobs.get(path) ?? new Blob()
  return {
    id: 'demo',
    base: 'models/demo/',
    files: [...blobs].map(([path, { size }]) => ({
      path,
      sizeBytes: size,
      sha256: `of ${path}`,
    })),
    readText: (path) => open(path).text(),
    open: async (path) => open(path),
  }
}

/** A graph with these inputs and outputs, such as `{ x: [1, 3, 32, 32] }`; float32 unless a type stands before. */
export function graphOf(
  inputs: Values,
  outputs: Values,
  more: Omit<OnnxModel, 'inputs' | 'outputs'> = {},
): Uint8Array<ArrayBuffer> {
  return onnxModel({ inputs: valuesOf(inputs), outputs: valuesOf(outputs), ...more })
}

type Dims = readonly (number | string)[]
type Values = Readonly<Record<string, Dims | readonly [type: { type: string }, ...dims: Dims]>>

function valuesOf(values: Values): OnnxValue[] {
  return Object.entries(values).map(([name, [first, ...rest]]) =>
    typeof first === 'object'
      ? { name, type: first.type, dims: rest as Dims }
      : { name, dims: first === undefined ? [] : [first, ...(rest as Dims)] },
  )
}

function blobOf(content: unknown): Blob {
  if (content instanceof Uint8Array) return new Blob([content as Uint8Array<ArrayBuffer>])
  return new Blob([typeof content === 'string' ? content : JSON.stringify(content)])
}
