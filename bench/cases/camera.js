// @ts-check
/** P6b: from what a camera shows to its three most probable classes. */
import { alternate, warmUp } from '../alternate.js'
import { hasFixtures } from '../fixtures.js'
import { toRow } from '../rows.js'
import { stages } from './pictures.js'

/** @typedef {import('../rows.js').Row} Row */
/** @typedef {import('./text.js').Circumstances} Circumstances */

const models = [
  ...(hasFixtures ? [{ model: 'mobilenet', title: 'MobileNetV2' }] : []),
  { model: 'cifar10', title: 'CIFAR-10' },
]

/**
 * @param {Circumstances} circumstances
 * @returns {Promise<Row[]>}
 */
export async function classifyFrames({ page, samples, threads }) {
  const { width, height } = await page.call('openCamera')
  console.log(`  camera: ${width} × ${height}`)
  /** @type {Row[]} */
  const rows = []
  for (const { model, title } of models) {
    await page.call('openOurs', model)
    await page.call('openPeer', { task: 'image-classification', model, threads })
    const sides = /** @type {const} */ ([
      () => page.call('classifyFrameOurs'),
      () => page.call('classifyFramePeer'),
    ])
    await warmUp(...sides)
    const taken = await alternate(samples, ...sides)
    console.log(`  ${title}: ours ${stages(taken.ours)}`)
    const ours = taken.ours.map(({ totalMs }) => totalMs)
    const peer = taken.peer.map(({ totalMs }) => totalMs)
    rows.push(toRow({ id: 'P6b', case: `frame to top-3, ${title}`, unit: 'ms', ours, peer }))
    await page.call('close')
  }
  return rows
}
