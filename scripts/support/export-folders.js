// @ts-check
import { statSync } from 'node:fs'
import { resolve } from 'node:path'
import { Advice } from './command.js'

/**
 * The export folders named on the command line, as absolute paths.
 * @param {readonly string[]} names
 * @param {string} [base] What relative names are relative to: where the person stood when typing, for
 *   npm itself changes to the folder of package.json.
 * @returns {string[]} Each folder once.
 * @throws {Advice} When one is not a folder.
 */
export function exportFolders(names, base = process.env['INIT_CWD'] ?? process.cwd()) {
  const folders = names.map((name) => {
    const folder = resolve(base, name)
    const stats = statSync(folder, { throwIfNoEntry: false })
    if (stats === undefined)
      throw new Advice(`There is no export folder at ${folder}. Check the path and try again.`)
    if (!stats.isDirectory())
      throw new Advice(`${folder} is a file. Name the folder that holds the export instead.`)
    return folder
  })
  return [...new Set(folders)]
}
