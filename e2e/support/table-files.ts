import { createWriteStream, ftruncateSync, openSync, closeSync, writeFileSync } from 'node:fs'
import { once } from 'node:events'
import type { Page } from '@playwright/test'
import { float32s, onnxModel } from '../../src/testing/onnx-writer.ts'
import { writeFiles } from './made-exports.ts'
import { choose, readyBadge } from './open-export.ts'
import { expect } from './test.ts'

const features = [
  { name: 'bill_length_mm', title: 'Bill length', unit: 'mm', kind: 'number' },
  { name: 'bill_depth_mm', title: 'Bill depth', unit: 'mm', kind: 'number' },
  { name: 'flipper_length_mm', title: 'Flipper length', unit: 'mm', kind: 'number' },
  { name: 'body_mass_g', title: 'Body mass', unit: 'g', kind: 'number' },
]
export const species = ['Adelie', 'Chinstrap', 'Gentoo'] as const

/** Bills and flippers against the species: near enough to tell the means of the three apart. */
const weights = [
  [-0.9, 0.55, 0.35],
  [1.1, 0.95, -2.05],
  [-0.04, -0.04, 0.08],
  [0, -0.0015, 0.0015],
].flat()
const biases = [26, -25, 0]

/** A model of penguins that a matrix holds; it knows nothing, but is sure of it. */
export function penguinExport(folder: string): string {
  return writeFiles(folder, {
    'vitrine.json': JSON.stringify({
      task: 'tabular-classification',
      title: 'Penguins',
      features,
      labels: species,
    }),
    'model.onnx': onnxModel({
      inputs: [{ name: 'X', dims: ['rows', 4] }],
      outputs: [
        { name: 'label', type: 'int64', dims: ['rows'] },
        { name: 'probabilities', dims: ['rows', 3] },
      ],
      nodes: [
        { op: 'MatMul', inputs: ['X', 'w'], outputs: ['product'] },
        { op: 'Add', inputs: ['product', 'b'], outputs: ['scores'] },
        {
          op: 'Softmax',
          inputs: ['scores'],
          outputs: ['probabilities'],
          attributes: { axis: { int: 1 } },
        },
        {
          op: 'ArgMax',
          inputs: ['scores'],
          outputs: ['label'],
          attributes: { axis: { int: 1 }, keepdims: { int: 0 } },
        },
      ],
      initialisers: [
        { name: 'w', dims: [4, 3], raw: float32s(weights) },
        { name: 'b', dims: [3], raw: float32s(biases) },
      ],
    }),
  })
}

/** Twice the first feature less the second one. */
export function priceExport(folder: string): string {
  return writeFiles(folder, {
    'vitrine.json': JSON.stringify({
      task: 'tabular-regression',
      title: 'Prices',
      features: ['area', 'age'],
      targets: [{ name: 'price', unit: 'EUR' }],
    }),
    'model.onnx': onnxModel({
      inputs: [{ name: 'X', dims: ['rows', 2] }],
      outputs: [{ name: 'variable', dims: ['rows', 1] }],
      nodes: [{ op: 'MatMul', inputs: ['X', 'w'], outputs: ['variable'] }],
      initialisers: [{ name: 'w', dims: [2, 1], raw: float32s([2, -1]) }],
    }),
  })
}

const header = 'id,species,island,bill_length_mm,bill_depth_mm,flipper_length_mm,body_mass_g,remark'

/** Of Adelie, Chinstrap and Gentoo, as Gorman, Williams and Fraser (2014) measured them. */
const means = [
  [38.8, 18.3, 190, 3700],
  [48.8, 18.4, 196, 3730],
  [47.5, 15, 217, 5080],
] as const

/** One row; the same for the same number. */
function penguin(index: number, remark: string): string {
  const kind = index % 3
  const noise = (step: number) => (((index * 7919 + step * 104_729) % 1009) / 1009 - 0.5) * 2
  const [bill, depth, flipper, mass] = means[kind]!
  const cells = [
    index,
    species[kind],
    ['Biscoe', 'Dream', 'Torgersen'][(index >> 2) % 3],
    (bill + noise(1) * 4).toFixed(1),
    (depth + noise(2) * 1.5).toFixed(1),
    (flipper + noise(3) * 9).toFixed(0),
    (mass + noise(4) * 500).toFixed(0),
    remark,
  ]
  return cells.join(',')
}

/** So many rows that they take about so many bytes; every row before the last has no fault. */
export async function writePenguins(
  path: string,
  rows: number,
  bytes = rows * 60,
): Promise<string> {
  const filler = 'seen at the shore among others of its kind '.repeat(20)
  const length = Math.max(0, Math.floor(bytes / rows) - 54)
  const out = createWriteStream(path)
  out.write(`${header}\n`)
  for (let index = 0; index < rows; index++) {
    const isRoom = out.write(`${penguin(index, filler.slice(index % 40, (index % 40) + length))}\n`)
    if (!isRoom) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
  return path
}

/** A file of so many bytes that takes none on the disk: all of it is one line. */
export function writeGiantLine(path: string, bytes: number): string {
  writeFileSync(path, `${header}\n`)
  const file = openSync(path, 'r+')
  ftruncateSync(file, bytes)
  closeSync(file)
  return path
}

/** Opens an export from the list of demos and goes to its page for files. */
export async function openForRows(page: Page, folder: string): Promise<void> {
  await page.goto('./')
  await choose(page, folder, true)
  await expect(readyBadge(page)).toBeVisible()
  await page.getByRole('tab', { name: 'File of rows' }).click()
  await expect(page.getByLabel('CSV file', { exact: true })).toBeAttached()
}

export async function giveRows(page: Page, path: string): Promise<void> {
  await page.getByLabel('CSV file', { exact: true }).setInputFiles(path)
}

/** Gives rows as a file of this name. */
export async function giveText(page: Page, name: string, text: string | Buffer): Promise<void> {
  const buffer = typeof text === 'string' ? Buffer.from(text) : text
  await page
    .getByLabel('CSV file', { exact: true })
    .setInputFiles({ name, mimeType: 'text/csv', buffer })
}
