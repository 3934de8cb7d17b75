// @ts-check
/** P6a: from a picture's file to its three most probable classes. P7: whether they are the right ones. */
import { alternate, warmUp } from '../alternate.js'
import { goldenCases, hasFixtures } from '../fixtures.js'
import { median, toRow } from '../rows.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('./text.js').Circumstances} Circumstances */
/** @typedef {import('../../src/protocol/picture-tasks.ts').ImageTiming} ImageTiming */

/** A photo that the repository has, made larger. */
const source = new URL('../../models/cifar10/examples/automobile.jpg', 'http://site/bench/')
  .pathname
const sizes = [
  { megapixels: 0.3, width: 640, height: 480 },
  { megapixels: 2, width: 1632, height: 1224 },
  { megapixels: 12, width: 4000, height: 3000 },
]
const models = [
  ...(hasFixtures ? [{ model: 'mobilenet', title: 'MobileNetV2' }] : []),
  { model: 'cifar10', title: 'CIFAR-10' },
]

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function classifyFiles({ page, samples, threads }) {
  for (const { megapixels, width, height } of sizes) {
    const options = { source, width, height }
    const sizeBytes = await page.call('makePicture', `${megapixels} MP`, options)
    console.log(`  ${megapixels} MP: ${width} × ${height} JPEG, ${(sizeBytes / 1e6).toFixed(2)} MB`)
  }
  /** @type {Row[]} */
  const rows = []
  for (const { model, title } of models) {
    await page.call('openOurs', model)
    await page.call('openPeer', { task: 'image-classification', model, threads })
    /** @param {string} picture */
    const sides = (picture) =>
      /** @type {const} */ ([
        () => page.call('classifyOurs', picture),
        () => page.call('classifyPeer', picture),
      ])
    await warmUp(...sides(`${sizes[0]?.megapixels} MP`))
    for (const { megapixels } of sizes) {
      const picture = `${megapixels} MP`
      const taken = await alternate(samples, ...sides(picture))
      console.log(`  ${title}, ${picture}: ours ${stages(taken.ours)}`)
      const ours = taken.ours.map(({ totalMs }) => totalMs)
      const peer = taken.peer.map(({ totalMs }) => totalMs)
      const name = `file to top-3, ${title}, ${picture}`
      rows.push(toRow({ id: 'P6a', case: name, unit: 'ms', ours, peer }))
    }
    await page.call('close')
  }
  return rows
}

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function agreeWithReference({ page, threads }) {
  if (!hasFixtures) return []
  await page.call('openOurs', 'mobilenet')
  await page.call('openPeer', { task: 'image-classification', model: 'mobilenet', threads })
  const cases = goldenCases()
  const right = { ours: 0, peer: 0 }
  for (const { image, top5 } of cases) {
    await page.call('loadPicture', image)
    const expected = top5[0]?.class
    const [ours, peer] = [
      (await page.call('classifyOurs', image)).classes[0],
      (await page.call('classifyPeer', image)).classes[0],
    ]
    if (ours === expected) right.ours += 1
    if (peer === expected) right.peer += 1
    if (ours !== expected || peer !== expected)
      console.log(`  ${image}: ${expected}; ours: ${ours}; peer: ${peer}`)
  }
  await page.call('close')
  const row = toRow({
    id: 'P7',
    case: 'top-1 as Pillow and ONNX Runtime in Python',
    unit: `of ${cases.length}`,
    ours: [right.ours],
    peer: [right.peer],
    moreIsBetter: true,
  })
  return [{ ...row, samples: cases.length }]
}

/** @param {readonly { totalMs: number, timing: ImageTiming }[]} runs */
export function stages(runs) {
  const of = (/** @type {(run: typeof runs[number]) => number} */ pick) =>
    median(runs.map(pick)).toFixed(1)
  return [
    `decode ${of(({ timing }) => timing.decodeMs)}`,
    `preprocess ${of(({ timing }) => timing.preprocessMs)}`,
    `run ${of(({ timing }) => timing.runMs)}`,
    `rest ${of(({ timing, totalMs }) => totalMs - timing.decodeMs - timing.preprocessMs - timing.runMs)} ms`,
  ].join(', ')
}
