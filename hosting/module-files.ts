import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { hashedFolder, linkWorkerFolder } from './headers.js'

/**
 * The files that some files of a built site can ask for, themselves included: scripts name what they load, and the names
 * have hashes in them, so that a name in a script is that file and nothing else.
 * @param dir the site @param from paths relative to it
 * @returns paths relative to the site, sorted
 */
export async function filesBehind(dir: string, from: readonly string[]): Promise<string[]> {
  const folders = [hashedFolder, linkWorkerFolder]
  const listed = await Promise.all(
    folders.map(async (folder) =>
      (await readdir(join(dir, folder))).map((name) => [name, folder + name] as const),
    ),
  )
  const byName = new Map(listed.flat())
  const found = new Set<string>()
  const waiting = [...from]
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue
    found.add(path)
    if (!/\.m?js$/.test(path)) continue
    const code = await readFile(join(dir, path), 'utf8')
    for (const [name, other] of byName) if (code.includes(name)) waiting.push(other)
  }
  return [...found].sort()
}
