// @ts-check
/** The same models in the form that each side reads. */
import {
  copyFileSync,
  cpSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { basename, join } from 'node:path'
import { root } from '../scripts/support/command.js'
import { fixturePath, hasFixtures, imageNetLabels, mobileNetPath } from './fixtures.js'
import { writeLargeDecoder, writeNarrowDecoder } from './generated-models.js'
import { renameValues, valueNames } from './rename-values.js'

const builtIn = join(root, 'public/models')
const exportsDir = join(root, '.vitrine/bench-exports')
/** The language models besides the built-in one, as the folders of their exports. */
export const textFolders = {
  large: join(exportsDir, 'large-decoder'),
  narrow: join(exportsDir, 'narrow-decoder'),
  stories260k: fixturePath('exports/stories260k'),
}

const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }

/** @typedef {{ withText: boolean }} Wanted Whether the language models of P1 to P5 are. */

/**
 * Exports to build into our site, besides the built-in ones.
 * @param {Wanted} wanted
 * @returns {string[]}
 */
export function writeOurExports({ withText }) {
  rmSync(exportsDir, { recursive: true, force: true })
  if (withText) {
    writeLargeDecoder(textFolders.large)
    writeNarrowDecoder(textFolders.narrow)
  }
  return [...(withText ? addedTextFolders() : []), ...(hasFixtures ? [writeOurMobileNet()] : [])]
}

function addedTextFolders() {
  const { large, narrow, stories260k } = textFolders
  return [large, narrow, ...(hasFixtures ? [stories260k] : [])]
}

function writeOurMobileNet() {
  const folder = join(exportsDir, 'mobilenet')
  mkdirSync(folder, { recursive: true })
  cpSync(mobileNetPath, join(folder, 'model.onnx'), { preserveTimestamps: true })
  const preprocessing = {
    width: 224,
    height: 224,
    shorterSide: 256,
    filter: 'bilinear',
    ...imageNet,
  }
  const task = 'image-classification'
  const labels = imageNetLabels()
  const vitrine = { title: 'MobileNet', task, model: 'model.onnx', labels, preprocessing }
  writeFileSync(join(folder, 'vitrine.json'), JSON.stringify(vitrine))
  return folder
}

/**
 * Writes the folders that Transformers.js reads, with the same weights and the same preprocessing.
 * @param {string} modelsDir
 * @param {Wanted} wanted
 */
export function writePeerExports(modelsDir, { withText }) {
  rmSync(modelsDir, { recursive: true, force: true })
  const decoders = [join(builtIn, 'stories'), ...(withText ? addedTextFolders() : [])]
  for (const folder of decoders) writeDecoder(folder, join(modelsDir, basename(folder)))
  writeCifar10(join(modelsDir, 'cifar10'))
  if (hasFixtures) writeMobileNet(join(modelsDir, 'mobilenet'))
}

/**
 * What Transformers.js reads of a decoder, without its stop token: a timing must not end where a story does. The files
 * are written anew, for the fixtures and their folders may be read-only.
 * @param {string} source
 * @param {string} folder
 */
function writeDecoder(source, folder) {
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  for (const name of ['config.json', 'generation_config.json']) {
    const config = JSON.parse(readFileSync(join(source, name), 'utf8'))
    delete config.eos_token_id
    writeFileSync(join(folder, name), JSON.stringify(config))
  }
  for (const name of readdirSync(join(source, 'onnx')))
    copyFileSync(join(source, 'onnx', name), join(folder, 'onnx', name))
}

/** @param {string} folder */
function writeCifar10(folder) {
  const { labels } = JSON.parse(readFileSync(join(builtIn, 'cifar10/vitrine.json'), 'utf8'))
  writeClassifier(folder, {
    onnx: readFileSync(join(builtIn, 'cifar10/model.onnx')),
    labels,
    preprocessor: { size: { width: 32, height: 32 }, resample: 3, do_normalize: false },
  })
}

/** @param {string} folder */
function writeMobileNet(folder) {
  writeClassifier(folder, {
    onnx: readFileSync(mobileNetPath),
    labels: imageNetLabels(),
    preprocessor: {
      size: { shortest_edge: 256 },
      resample: 2,
      do_center_crop: true,
      crop_size: { width: 224, height: 224 },
      do_normalize: true,
      image_mean: imageNet.mean,
      image_std: imageNet.std,
    },
  })
}

/**
 * @param {string} folder
 * @param {{ onnx: Uint8Array, labels: readonly string[], preprocessor: object }} parts
 */
function writeClassifier(folder, { onnx, labels, preprocessor }) {
  const { inputs, outputs } = valueNames(onnx)
  const [input, output] = [inputs[0], outputs[0]]
  if (input === undefined || output === undefined) throw new Error('No classifier')
  const model = renameValues(onnx, { [input]: 'pixel_values', [output]: 'logits' })
  const id2label = Object.fromEntries(labels.entries())
  // The architecture decides only how the class is called: it is one input and one output for all.
  const config = {
    model_type: 'mobilenet_v2',
    architectures: ['MobileNetV2ForImageClassification'],
    id2label,
  }
  const common = { image_processor_type: 'MobileNetV2ImageProcessor', do_resize: true }
  const scale = { do_rescale: true, rescale_factor: 1 / 255 }
  mkdirSync(join(folder, 'onnx'), { recursive: true })
  writeFileSync(join(folder, 'onnx/model.onnx'), model)
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  writeFileSync(
    join(folder, 'preprocessor_config.json'),
    JSON.stringify({ ...common, ...preprocessor, ...scale }),
  )
}
