import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { Uint8ArrayReader, Uint8ArrayWriter, ZipWriter } from '@zip.js/zip.js'
import { float32s, onnxModel } from '../../src/testing/onnx-writer.ts'

/** What a folder is to hold, by path. */
export type Files = Readonly<Record<string, Uint8Array | string>>

export function writeFiles(folder: string, files: Files): string {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }
  return folder
}

/** y = x + (1, 2, 3, 4); the numbers stand in a file beside the model. */
export function sumWithData(location: string): { model: Uint8Array; data: Uint8Array } {
  const model = onnxModel({
    inputs: [{ name: 'x', dims: [1, 4] }],
    outputs: [{ name: 'y', dims: [1, 4] }],
    nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
    initialisers: [{ name: 'w', dims: [4], external: { location, offset: '0', length: '16' } }],
  })
  return { model, data: float32s([1, 2, 3, 4]) }
}

/** Sees in a picture how red, green and blue it is on average: what the three classes are called nobody says. */
export function colourClassifier(): Uint8Array {
  return onnxModel({
    inputs: [{ name: 'pixel_values', dims: ['batch', 3, 8, 8] }],
    outputs: [{ name: 'logits', dims: ['batch', 3] }],
    nodes: [
      { op: 'GlobalAveragePool', inputs: ['pixel_values'], outputs: ['means'] },
      { op: 'Flatten', inputs: ['means'], outputs: ['logits'] },
    ],
  })
}

/** The same as a Hugging Face folder in three precisions, which here are all the same. */
export function coloursInThreePrecisions(): Files {
  const model = colourClassifier()
  return {
    'config.json': JSON.stringify({
      model_type: 'resnet',
      architectures: ['ResNetForImageClassification'],
      id2label: { 0: 'red', 1: 'green', 2: 'blue' },
    }),
    'preprocessor_config.json': JSON.stringify({
      do_resize: true,
      size: { height: 8, width: 8 },
      do_normalize: false,
    }),
    'onnx/model.onnx': model,
    'onnx/model_quantized.onnx': model,
    'onnx/model_q4.onnx': model,
  }
}

/** A zip with the folder in it, as a person's computer makes one, with what macOS puts beside it. */
export async function zipOf(folder: string): Promise<Buffer> {
  const zip = new ZipWriter(new Uint8ArrayWriter(), { useWebWorkers: false })
  const name = basename(folder)
  for (const path of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (!statSync(join(folder, path)).isFile()) continue
    const content = new Uint8ArrayReader(new Uint8Array(readFileSync(join(folder, path))))
    // Weights are often stored as they are.
    await zip.add(`${name}/${path}`, content, { level: path.endsWith('.onnx') ? 0 : 6 })
    await zip.add(`__MACOSX/${name}/._${basename(path)}`, new Uint8ArrayReader(new Uint8Array(8)))
  }
  return Buffer.from(await zip.close())
}
