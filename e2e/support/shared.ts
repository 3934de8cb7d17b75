import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Material that lies beside the project, for developers and CI; a clone alone does not have it. */
const shared = fileURLToPath(new URL('../../../shared/', import.meta.url))

export const hasShared = existsSync(join(shared, 'fixtures'))
if (!hasShared) console.warn(`Skipped: what needs the fixtures, which do not lie in ${shared}`)

export function sharedPath(path: string): string {
  return join(shared, path)
}

export function sharedJson<T>(path: string): T {
  return JSON.parse(readFileSync(sharedPath(path), 'utf8')) as T
}

/** Every file below a folder, in a fixed order. */
export function sharedFiles(folder: string): string[] {
  return readdirSync(sharedPath(folder), { recursive: true, encoding: 'utf8' })
    .map((name) => join(sharedPath(folder), name))
    .filter((path) => statSync(path).isFile())
    .sort()
}
