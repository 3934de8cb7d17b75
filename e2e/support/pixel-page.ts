import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import { sharedPath } from './shared.ts'

const root = fileURLToPath(new URL('../../.vitrine/pixel-page', import.meta.url))
const entry = fileURLToPath(new URL('../tools/pixels.ts', import.meta.url))

/** A page that has `globalThis.pixels` and, under `fixtures/`, the pictures that Pillow was given. */
export async function servePixelPage(): Promise<StaticServer> {
  rmSync(root, { recursive: true, force: true })
  mkdirSync(root, { recursive: true })
  await build({
    configFile: false,
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: root,
      target: 'es2022',
      lib: { entry, formats: ['es'], fileName: 'pixels' },
    },
  })
  for (const folder of ['images/photos', 'images/exif']) {
    cpSync(sharedPath(`fixtures/${folder}`), join(root, 'fixtures', folder), { recursive: true })
  }
  const script = '<link rel="icon" href="data:,"><script type="module" src="pixels.js"></script>'
  writeFileSync(join(root, 'index.html'), `<!doctype html><title>Pixels</title>${script}`)
  return serveStatic({ root, headers: {} })
}
