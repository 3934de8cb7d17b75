import { cpSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { siteHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import { buildSite } from '../../scripts/support/build-site.js'
import { sitePrefix } from './site.ts'
import { sharedPath } from './shared.ts'

const outDir = '.vitrine/golden-site'
const exportsDir = fileURLToPath(new URL('../../.vitrine/golden-exports/', import.meta.url))

/** A site of two exports that others made, built by the same command as an author's: see `npm run build`. */
export async function serveGoldenSite(): Promise<StaticServer> {
  rmSync(exportsDir, { recursive: true, force: true })
  const folders = [stories260k(), mobileNet()]
  await buildSite({ outDir, folders, only: true })
  const root = fileURLToPath(new URL(`../../${outDir}`, import.meta.url))
  return serveStatic({ root, prefix: sitePrefix, headers: siteHeaders() })
}

function stories260k(): string {
  const folder = join(exportsDir, 'stories260k')
  cpSync(sharedPath('fixtures/exports/stories260k'), folder, { recursive: true })
  return folder
}

/** A bare ONNX file from the model zoo, with what its page says of it. */
function mobileNet(): string {
  const folder = join(exportsDir, 'mobilenet')
  mkdirSync(folder, { recursive: true })
  const models = sharedPath('fixtures/models/image-classification')
  symlinkSync(join(models, 'mobilenetv2-12-int8.onnx'), join(folder, 'model.onnx'))
  const labels = readFileSync(join(models, 'imagenet-synset.txt'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^n\d+ /, ''))
  const vitrine = {
    title: 'MobileNet',
    task: 'image-classification',
    model: 'model.onnx',
    labels,
    preprocessing: {
      width: 224,
      height: 224,
      shorterSide: 256,
      filter: 'bilinear',
      mean: [0.485, 0.456, 0.406],
      std: [0.229, 0.224, 0.225],
    },
  }
  writeFileSync(join(folder, 'vitrine.json'), JSON.stringify(vitrine))
  return folder
}
