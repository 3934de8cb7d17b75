import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, loadConfigFromFile } from 'vite'
import { isolationHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'

const path = (from: string) => fileURLToPath(new URL(`../../${from}`, import.meta.url))
const root = path('.vitrine/decoder-page')

/**
 * A page that has `globalThis.decodersTool`, bundled with the product's own settings, for which the runtime's files must
 * lie outside of the scripts.
 * @param models by the names that the page finds them under
 */
export async function serveDecoderPage(
  models: Readonly<Record<string, Uint8Array>>,
): Promise<StaticServer> {
  const loaded = await loadConfigFromFile(
    { command: 'build', mode: 'production' },
    path('vite.config.ts'),
  )
  if (loaded === null) throw new Error('vite.config.ts is missing')
  const { resolve, build: options } = loaded.config
  await build({
    configFile: false,
    root: path('e2e/gpu/page'),
    base: './',
    logLevel: 'error',
    publicDir: false,
    ...(resolve && { resolve }),
    build: { ...options, license: false, outDir: root, emptyOutDir: true },
  })
  mkdirSync(join(root, 'models'), { recursive: true })
  for (const [name, bytes] of Object.entries(models))
    writeFileSync(join(root, 'models', name), bytes)
  return serveStatic({ root, headers: isolationHeaders })
}
