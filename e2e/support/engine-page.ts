import { cpSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, loadConfigFromFile } from 'vite'
import { isolationHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'

const path = (from: string) => fileURLToPath(new URL(`../../${from}`, import.meta.url))
const root = path('.vitrine/engine-page')

/**
 * A page that has `globalThis.engineTool`, bundled with its worker by the product's own settings.
 * @param exports folders of this machine, by the names that the page finds them under
 */
export async function serveEnginePage(
  exports: Readonly<Record<string, string>>,
): Promise<StaticServer> {
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    path('vite.config.ts'),
  )
  if (loaded === null) throw new Error('vite.config.ts is missing')
  const { resolve, worker, build: options } = loaded.config
  await build({
    configFile: false,
    root: path('e2e/tools/engine'),
    base: './',
    logLevel: 'error',
    publicDir: false,
    ...(resolve && { resolve }),
    ...(worker && { worker }),
    build: { ...options, license: false, outDir: root, emptyOutDir: true },
  })
  for (const [name, folder] of Object.entries(exports))
    cpSync(folder, join(root, name), { recursive: true })
  return serveStatic({ root, headers: isolationHeaders })
}

/** The files of a folder, relative to it. */
export function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort()
}
