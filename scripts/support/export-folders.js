// @ts-check
import { existsSync, readdirSync, statSync } from 'node:fs'
import { dirname, extname, join, relative, resolve } from 'node:path'
import { Advice } from './command.js'

/**
 * The exports named on the command line, as absolute paths: folders, or bare `.onnx` files.
 * @param {readonly string[]} names
 * @param {string} [base] What relative names are relative to: where the person stood when typing, for
 *   npm itself changes to the folder of package.json.
 * @returns {string[]} Each once.
 * @throws {Advice} When one is neither, or a folder of several exports.
 */
export function exportFolders(names, base = process.env['INIT_CWD'] ?? process.cwd()) {
  const paths = names.map((name) => {
    const path = resolve(base, name)
    const stats = statSync(path, { throwIfNoEntry: false })
    if (stats === undefined)
      throw new Advice(`There is no export at ${path}. Check the path and try again.`)
    if (stats.isDirectory()) checkFolder(path, base)
    else checkFile(path)
    return path
  })
  return [...new Set(paths)]
}

/**
 * Everything that an export is read from, for telling whether it has changed. Of a bare file what lies beside it.
 * @param {string} path As `exportFolders` gives it.
 * @returns {string[]} Folders and files.
 */
export function exportInputs(path) {
  if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) return [path]
  const folder = dirname(path)
  const names = readdirSync(folder)
  // With a vitrine.json the folder around the file belongs to it, examples in folders below too.
  if (names.includes('vitrine.json')) return [folder]
  return names
    .sort()
    .map((name) => join(folder, name))
    .filter((beside) => statSync(beside, { throwIfNoEntry: false })?.isFile() === true)
}

/** Files that are there only at the top of an export. */
const markers = [
  'vitrine.json',
  'metadata.json',
  'config.json',
  'genai_config.json',
  'configs/task_spec.json',
]

/**
 * A folder of exports would open as one of them, whichever that is.
 * @param {string} path
 * @param {string} base
 */
function checkFolder(path, base) {
  const isExport = (/** @type {string} */ folder) =>
    markers.some((marker) => existsSync(join(folder, marker)))
  if (isExport(path)) return
  const inside = readdirSync(path)
    .sort()
    .map((name) => join(path, name))
    .filter(isExport)
  if (inside.length < 2) return
  const names = inside.slice(0, 8).map((folder) => relative(base, folder) || '.')
  throw new Advice(
    `${path} holds ${inside.length} exports. Name those that you want to show:\n${names.join('\n')}`,
  )
}

/** @param {string} path */
function checkFile(path) {
  const ending = extname(path).toLowerCase()
  if (ending === '.onnx') return
  if (ending === '.zip')
    throw new Advice(`${path} is an archive. Unpack it and name the folder that comes out.`)
  throw new Advice(
    `${path} is not an .onnx file. Name the folder that holds the export, or the .onnx file itself.`,
  )
}
