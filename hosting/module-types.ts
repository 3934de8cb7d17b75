import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join, posix } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const project = fileURLToPath(new URL('../tsconfig.client.json', import.meta.url))
const entry = 'client/vitrine.d.ts'
/** What a declaration imports from another, as TypeScript writes it. */
const imported = /(\bfrom |\bimport\()(['"])(\.[^'"]*)\.ts\2/g

/**
 * Writes the module's declarations: `vitrine.d.ts`, and in `types/` those that it comes to by its imports. They say
 * ".js" where our sources say ".ts", which not every compiler's settings take.
 * @param dir of the site
 */
export async function writeDeclarations(dir: string): Promise<void> {
  const emitted = await mkdtemp(join(tmpdir(), 'vitrine-types-'))
  try {
    // Types and nothing else: whether they are right is checked where the page's are.
    const compiler = createRequire(import.meta.url).resolve('typescript/package.json')
    const script = join(dirname(compiler), 'bin/tsc')
    await promisify(execFile)(process.execPath, [script, '-p', project, '--outDir', emitted])
    const waiting = [entry]
    const written = new Set<string>()
    for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
      if (written.has(path)) continue
      written.add(path)
      const code = await readFile(join(emitted, path), 'utf8')
      for (const [, , , to = ''] of code.matchAll(imported)) {
        waiting.push(`${posix.join(posix.dirname(path), to)}.d.ts`)
      }
      const file = join(dir, 'types', path)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, code.replace(imported, '$1$2$3.js$2'))
    }
    const all = `export * from './types/${entry.replace('.d.ts', '.js')}'\n`
    await writeFile(join(dir, 'vitrine.d.ts'), all)
  } finally {
    await rm(emitted, { recursive: true, force: true })
  }
}
