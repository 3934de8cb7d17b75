import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'

interface ToolPage {
  /** Of the page's folder, and of its own script. */
  readonly name: string
  /** Scripts by the names that they get, as paths in `e2e/tools/`. */
  readonly scripts: Readonly<Record<string, string>>
  readonly title: string
}

/**
 * Bundles a page that has parts of the product in its hands, for what the whole page cannot be brought to do.
 * @returns the folder, which is to be served
 */
export async function buildToolPage({ name, scripts, title }: ToolPage): Promise<string> {
  const path = (from: string) => fileURLToPath(new URL(from, import.meta.url))
  const root = path(`../../.vitrine/${name}-page`)
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  const entry = Object.fromEntries(
    Object.entries(scripts).map(([script, file]) => [script, path(`../tools/${file}`)]),
  )
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: { outDir: root, target: 'es2022', lib: { entry, formats: ['es'] } },
  })
  const script = `<link rel="icon" href="data:,"><script type="module" src="${name}.js"></script>`
  writeFileSync(join(root, 'index.html'), `<!doctype html><title>${title}</title>${script}`)
  return root
}
