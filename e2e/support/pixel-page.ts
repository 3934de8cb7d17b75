import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import { sharedPath } from './shared.ts'
import { buildToolPage } from './tool-page.ts'

/** A page that has `globalThis.pixels` and, under `fixtures/`, the pictures that Pillow was given. */
export async function servePixelPage(): Promise<StaticServer> {
  const scripts = { pixels: 'pixels.ts' }
  const root = await buildToolPage({ name: 'pixels', scripts, title: 'Pixels' })
  for (const folder of ['images/photos', 'images/exif', 'images/valid']) {
    cpSync(sharedPath(`fixtures/${folder}`), join(root, 'fixtures', folder), { recursive: true })
  }
  return serveStatic({ root, headers: {} })
}
