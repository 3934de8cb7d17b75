// @ts-check
import { realpathSync, statSync } from 'node:fs'
import { join, sep } from 'node:path'

/**
 * @typedef {{ status: 'file', file: string, path: string, sizeBytes: number, modifiedMs: number }
 *   | { status: 'moved', location: string }
 *   | { status: 'not-found' }
 *   | { status: 'malformed' }} Found
 */

/**
 * Finds the file that a request means, and nothing outside `root`: neither by `..`, nor encoded, nor
 * by a symbolic link.
 * @param {{ root: string, prefix: string, requestTarget: string }} request `prefix` starts and ends
 *   with "/"; `requestTarget` is the raw path and query of the request line.
 * @returns {Found} `path` is relative to the site. `moved` leads to the same folder with a slash.
 */
export function findFile({ root, prefix, requestTarget }) {
  const [rawPath = '', ...query] = requestTarget.split('?')
  const path = decoded(rawPath)
  if (path === undefined || path.includes('\0')) return { status: 'malformed' }
  const search = query.length === 0 ? '' : `?${query.join('?')}`
  if (`${path}/` === prefix) return { status: 'moved', location: prefix + search }
  if (!path.startsWith(prefix)) return { status: 'not-found' }
  const inside = path.slice(prefix.length)
  const parts = inside.replace(/\/$/, '').split('/')
  if (inside !== '' && !parts.every(isFileName)) return { status: 'not-found' }
  return inside === '' || inside.endsWith('/')
    ? look(root, `${inside}index.html`)
    : (folderAt(join(root, inside), `${rawPath}/${search}`) ?? look(root, inside))
}

/**
 * @param {string} root
 * @param {string} path
 * @returns {Found}
 */
function look(root, path) {
  const file = join(root, path)
  const stats = statSync(file, { throwIfNoEntry: false })
  if (stats === undefined || !stats.isFile()) return { status: 'not-found' }
  if (!realpathSync(file).startsWith(realpathSync(root) + sep)) return { status: 'not-found' }
  return { status: 'file', file, path, sizeBytes: stats.size, modifiedMs: stats.mtimeMs }
}

/**
 * @param {string} folder
 * @param {string} location
 * @returns {Found | undefined} A redirect where the folder has a page to show.
 */
function folderAt(folder, location) {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) return undefined
  const index = statSync(join(folder, 'index.html'), { throwIfNoEntry: false })
  return index?.isFile() === true ? { status: 'moved', location } : { status: 'not-found' }
}

/**
 * An empty part is a doubled slash: `//example.org/..` as a redirect would lead to another site. File
 * systems refuse names above 255 bytes with an error of their own.
 * @param {string} part
 * @returns {boolean}
 */
function isFileName(part) {
  const climbs = part === '..' || part === '.' || part.includes('\\')
  return part !== '' && !climbs && Buffer.byteLength(part) <= 255
}

/**
 * @param {string} rawPath
 * @returns {string | undefined}
 */
function decoded(rawPath) {
  try {
    return decodeURIComponent(rawPath)
  } catch {
    return undefined
  }
}
