/**
 * Writes fixture-classifiers.json beside this file: what native ONNX Runtime makes of a synthetic picture with the
 * classifiers of `../shared`, beside the project.
 *
 *     npm install --prefix bench && node src/worker/golden/make-fixture-classifiers.js
 *
 * The picture has the size that the model wants, so that nothing is resized, and is that of
 * src/core/golden/synthetic-picture.ts with the seed named here. Of each model:
 *
 *     first  the first ten numbers of its output
 *     top5   the indices of the five largest
 */
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'

const require = createRequire(new URL('../../../bench/package.json', import.meta.url))
const { InferenceSession, Tensor } = require('onnxruntime-node')
const { version } = require('onnxruntime-node/package.json')

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] }
const models = [
  { model: 'light_squeezenet', side: 224, batch: 1, seed: 0, rescale: 1 / 255, ...imagenet },
  { model: 'light_resnet50', side: 224, batch: 1, seed: 0, rescale: 1 / 255, ...imagenet },
  {
    model: 'mlperftiny_ic_resnet8_cifar10_int8',
    side: 32,
    batch: 16,
    seed: 2,
    rescale: 1 / 255,
    mean: [0, 0, 0],
    std: [1, 1, 1],
  },
  { model: 'mnist', side: 28, batch: 1, seed: 2, rescale: 1, mean: [0], std: [1] },
]

const cases = []
for (const one of models) {
  const { model, side, batch, mean } = one
  const url = `../../../../shared/fixtures/models/image-classification/${model}.onnx`
  const session = await InferenceSession.create(readFileSync(new URL(url, import.meta.url)))
  const picture = tensorOf(one)
  const data = new Float32Array(picture.length * batch)
  for (let i = 0; i < batch; i++) data.set(picture, i * picture.length)
  const feed = new Tensor('float32', data, [batch, mean.length, side, side])
  const outputs = await session.run({ [session.inputNames[0]]: feed })
  const { data: all, dims } = outputs[session.outputNames[0]]
  const scores = Array.from(all.slice(0, all.length / batch))
  const ranked = scores.map((_, index) => index).sort((a, b) => scores[b] - scores[a] || a - b)
  cases.push({
    ...one,
    dims,
    first: scores.slice(0, 10),
    top5: ranked.slice(0, 5),
  })
}
const madeWith = `onnxruntime-node ${version}`
const file = new URL('fixture-classifiers.json', import.meta.url)
writeFileSync(file, `${JSON.stringify({ madeWith, cases }, null, 2)}\n`)

/** Rescaled, less the mean, over the deviation, each step in single precision. */
function tensorOf({ side, seed, rescale, mean, std }) {
  const pixels = syntheticPicture(side, seed)
  const channels = mean.length
  return Float32Array.from({ length: channels * side * side }, (_, i) => {
    const [channel, at] = [Math.floor(i / (side * side)), i % (side * side)]
    const [red, green, blue] = pixels.slice(at * 3, at * 3 + 3)
    // Pillow's "L": ITU-R 601 in 16 bits.
    const grey = (red * 19595 + green * 38470 + blue * 7471 + 0x8000) >> 16
    const byte = channels === 1 ? grey : pixels[at * 3 + channel]
    const shifted = Math.fround(Math.fround(byte * rescale) - Math.fround(mean[channel]))
    return shifted / Math.fround(std[channel])
  })
}

function syntheticPicture(side, seed) {
  return Uint8Array.from({ length: side * side * 3 }, (_, index) => {
    let value = Math.imul(index, 0x9e3779b1) + Math.imul(seed, 40503)
    value ^= value >>> 15
    value = Math.imul(value, 0x85ebca77)
    value ^= value >>> 13
    const byte = value >>> 24
    const [pixel, channel] = [Math.floor(index / 3), index % 3]
    const ramp = (pixel % side) * 3 + Math.floor(pixel / side) * 5 + channel * 85
    if (seed % 3 === 1) return byte < 128 ? 0 : 255
    return seed % 3 === 0 ? byte : ((byte >> 5) + ramp) & 255
  })
}
