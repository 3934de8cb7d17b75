// @ts-check
/** Models and pictures that lie beside the project, for developers; a clone alone does not have them. */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../scripts/support/command.js'

const folder = join(root, '../shared/fixtures')

export const hasFixtures = existsSync(folder)

/** @param {string} path */
export function fixturePath(path) {
  return join(folder, path)
}

/**
 * @typedef {{ image: string, top5: { class: string }[] }} GoldenCase
 * @returns {GoldenCase[]} What MobileNetV2 sees in seven photos through Pillow and Python.
 */
export function goldenCases() {
  const path = fixturePath('golden/mobilenetv2-12-int8.json')
  return JSON.parse(readFileSync(path, 'utf8')).cases
}

export const mobileNetPath = fixturePath('models/image-classification/mobilenetv2-12-int8.onnx')

/** @returns {string[]} The 1000 names of ImageNet. */
export function imageNetLabels() {
  return readFileSync(fixturePath('models/image-classification/imagenet-synset.txt'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.replace(/^n\d+ /, ''))
}
