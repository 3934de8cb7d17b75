import { collision, plainPath } from '../../core/formats/data-path.ts'
import { VitrineError } from '../../protocol/errors.ts'

/** An export is a folder of a few files; more than this is somebody's home directory. */
export const maxFiles = 2000

export interface TidyFiles<F> {
  /** What a person would call the export: its folder's name. */
  readonly name: string
  readonly files: readonly F[]
}

/** What systems and tools leave lying about, which no exporter wrote. */
const clutter = /^(\..*|__MACOSX|node_modules|__pycache__|Thumbs\.db|desktop\.ini)$/i

/**
 * The files of an export as its exporter named them: without clutter, and without the folders that hold nothing but
 * one folder.
 * @param name what was given is called: a folder, a zip or a file
 * @throws VitrineError `too-many-files`, `path-refused`, `export-invalid` where two paths differ in case alone: one
 *   of them would shadow the other on half of all systems
 */
export function tidyFiles<F extends { readonly path: string }>(
  files: readonly F[],
  name: string,
): TidyFiles<F> {
  const kept = files
    .map((file) => ({ file, parts: partsOf(file.path) }))
    .filter(({ parts }) => !parts.some((part) => clutter.test(part)))
  if (kept.length > maxFiles) throw new VitrineError('too-many-files', { name, limit: maxFiles })
  const [first] = kept
  let depth = 0
  let folder = name.replace(/\.(zip|onnx)$/i, '')
  for (;;) {
    const top = first?.parts[depth]
    const only = kept.every(({ parts }) => parts.length > depth + 1 && parts[depth] === top)
    if (top === undefined || !only) break
    folder = top
    depth += 1
  }
  const tidy = kept.map(({ file, parts }) => ({ ...file, path: parts.slice(depth).join('/') }))
  checkNames(tidy.map(({ path }) => path))
  return { name: folder, files: tidy }
}

function partsOf(path: string): readonly string[] {
  const plain = plainPath(path)
  if (plain === undefined) throw new VitrineError('path-refused', { path: path.slice(0, 100) })
  return plain.split('/')
}

function checkNames(paths: readonly string[]): void {
  const twice = paths.find((path, index) => paths.indexOf(path) !== index)
  const clash = twice === undefined ? collision(paths) : [twice, twice]
  if (clash === undefined) return
  const problem = `“${clash[0]}” and “${clash[1]}” are one name on many systems`
  throw new VitrineError('export-invalid', { file: clash[1] ?? '', problem })
}
