// @ts-check
/** The same models in the form that each side reads. */
import { cpSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/support/command.js'
import { hasFixtures, imageNetLabels, mobileNetPath } from './fixtures.js'
import { renameValues, valueNames } from './rename-values.js'

const builtIn = join(root, 'public/models')
const exportsDir = join(root, '.vitrine/bench-exports')

const imageNet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }

/**
 * Exports to build into our site, besides the built-in ones.
 * @returns {string[]}
 */
export function ourExports() {
  rmSync(exportsDir, { recursive: true, force: true })
  if (!hasFixtures) return []
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
  return [folder]
}

/**
 * Writes the folders that Transformers.js reads, with the same weights and the same preprocessing.
 * @param {string} modelsDir
 */
export function writePeerExports(modelsDir) {
  rmSync(modelsDir, { recursive: true, force: true })
  writeStories(join(modelsDir, 'stories'))
  writeCifar10(join(modelsDir, 'cifar10'))
  if (hasFixtures) writeMobileNet(join(modelsDir, 'mobilenet'))
}

/** Without its stop token: a timing must not end where a story does. @param {string} folder */
function writeStories(folder) {
  cpSync(join(builtIn, 'stories'), folder, { recursive: true })
  for (const name of ['config.json', 'generation_config.json']) {
    const config = JSON.parse(readFileSync(join(folder, name), 'utf8'))
    delete config.eos_token_id
    writeFileSync(join(folder, name), JSON.stringify(config))
  }
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
