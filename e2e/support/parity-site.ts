import { mkdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { siteHeaders } from '../../hosting/headers.js'
import { serveStatic, type StaticServer } from '../../hosting/static-server.js'
import { buildSite } from '../../scripts/support/build-site.js'
import { syntheticPicture } from '../../src/core/golden/synthetic-picture.ts'
import type { VitrineJson } from '../../src/protocol/vitrine-json.ts'
import { smallConvNet } from '../../src/testing/small-conv-net.ts'
import golden from '../../src/worker/golden/classifier.json' with { type: 'json' }
import { writeFiles } from './made-exports.ts'
import { pngOf } from './png.ts'
import { hasShared, sharedJson, sharedPath } from './shared.ts'
import { sitePrefix } from './site.ts'

const outDir = '.vitrine/parity-site'
const exportsDir = fileURLToPath(new URL('../../.vitrine/parity-exports/', import.meta.url))

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }

/** A site of exports that bring what a reference gives for their examples. */
export async function serveParitySite(): Promise<StaticServer> {
  rmSync(exportsDir, { recursive: true, force: true })
  const folders = [smallNet('exact'), smallNet('fit'), ...(hasShared ? [mobileNet(), mnist()] : [])]
  await buildSite({ outDir, folders, only: true })
  const root = fileURLToPath(new URL(`../../${outDir}`, import.meta.url))
  return serveStatic({ root, prefix: sitePrefix, headers: siteHeaders() })
}

/**
 * The fp32 network, with the logits that PyTorch gave for two pictures. "fit" comes without saying so: it is the author's
 * mistake that the page is to find.
 */
function smallNet(rule: 'exact' | 'fit'): string {
  const cases = golden.cases.filter((one) => one.rule === rule)
  const vitrine: VitrineJson = {
    title: `Small, ${rule}`,
    task: 'image-classification',
    model: 'model.onnx',
    output: 'logits',
    labels: Array.from({ length: 10 }, (_, index) => `kind ${index}`),
    preprocessing: { width: 32, height: 32, resize: 'exact', filter: 'bilinear', ...imagenet },
    examples: cases.map(({ seed, logits }) => ({
      title: `Picture ${seed}`,
      image: `examples/${seed}.png`,
      expected: { logits, tolerance: 0.001 },
    })),
  }
  const pictures = cases.map(
    ({ seed, width, height }) =>
      [`examples/${seed}.png`, pngOf(syntheticPicture(width, height, seed))] as const,
  )
  return writeFiles(join(exportsDir, `small-${rule}`), {
    'vitrine.json': JSON.stringify(vitrine),
    'model.onnx': smallConvNet(),
    ...Object.fromEntries(pictures),
  })
}

interface MobileNetGolden {
  cases: { image: string; top5: { class: string; prob: number }[] }[]
}

/** The model zoo's, with what Pillow and native ONNX Runtime made of seven photos. */
function mobileNet(): string {
  const folder = join(exportsDir, 'mobilenet')
  mkdirSync(join(folder, 'examples'), { recursive: true })
  const models = sharedPath('fixtures/models/image-classification')
  symlinkSync(join(models, 'mobilenetv2-12-int8.onnx'), join(folder, 'model.onnx'))
  const { cases } = sharedJson<MobileNetGolden>('fixtures/golden/mobilenetv2-12-int8.json')
  for (const { image } of cases) {
    const name = basename(image)
    symlinkSync(sharedPath(`fixtures/${image}`), join(folder, 'examples', name))
  }
  const labels = readFileSync(join(models, 'imagenet-synset.txt'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^n\d+ /, ''))
  const vitrine: VitrineJson = {
    title: 'MobileNet',
    task: 'image-classification',
    model: 'model.onnx',
    labels,
    preprocessing: { width: 224, height: 224, shorterSide: 256, filter: 'bilinear', ...imagenet },
    examples: cases.map(({ image, top5 }) => ({
      title: basename(image).replace(/\..*/, ''),
      image: `examples/${basename(image)}`,
      expected: {
        predictions: top5.map(({ class: name, prob }) => ({ class: name, prob })),
        // Kernels for int8 round differently on x86 and in WebAssembly.
        tolerance: 0.02,
      },
    })),
  }
  return writeFiles(folder, { 'vitrine.json': JSON.stringify(vitrine) })
}

/** Bytes as they are, of one channel: what the model zoo says of its own MNIST. */
function mnist(): string {
  const folder = join(exportsDir, 'mnist')
  mkdirSync(folder, { recursive: true })
  const model = sharedPath('fixtures/models/image-classification/mnist.onnx')
  symlinkSync(model, join(folder, 'model.onnx'))
  const vitrine: VitrineJson = {
    title: 'Digits',
    task: 'image-classification',
    model: 'model.onnx',
    output: 'logits',
    labels: Array.from({ length: 10 }, (_, digit) => String(digit)),
    preprocessing: { width: 28, height: 28, channels: 1, rescale: 1, mean: [0], std: [1] },
  }
  return writeFiles(folder, { 'vitrine.json': JSON.stringify(vitrine) })
}
