import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { float32s, onnxModel, type OnnxNode, type OnnxTensor } from '../src/testing/onnx-writer.ts'
import { expectAccessibleEverywhere } from './support/accessible.ts'
import { copiedJson } from './support/demo.ts'
import { writeFiles } from './support/made-exports.ts'
import { choose } from './support/open-export.ts'
import { twoColours } from './support/png.ts'
import { expect, test } from './support/test.ts'

/** Takes 64 × 64 and gives each pixel four times. */
const twiceAsLarge: Made = {
  size: 128,
  channels: 3,
  gives: 'picture',
  nodes: [
    {
      op: 'Resize',
      inputs: ['x', '', 'scales'],
      outputs: ['y'],
      attributes: {
        mode: { string: 'nearest' },
        coordinate_transformation_mode: { string: 'asymmetric' },
        nearest_mode: { string: 'floor' },
      },
    },
  ],
  initialisers: [{ name: 'scales', dims: [4], raw: float32s([1, 1, 2, 2]) }],
}

/** Takes blue for depth. */
const blueAsDepth: Made = {
  size: 64,
  channels: 1,
  gives: 'depth',
  nodes: [{ op: 'Conv', inputs: ['x', 'blue'], outputs: ['y'] }],
  initialisers: [{ name: 'blue', dims: [1, 3, 1, 1], raw: float32s([0, 0, 255]) }],
}

interface Made {
  readonly size: number
  readonly channels: number
  readonly gives: 'picture' | 'depth'
  readonly nodes: readonly OnnxNode[]
  readonly initialisers: readonly OnnxTensor[]
}

async function open(page: Page, made: Made, folder: string) {
  const { size, channels, gives, nodes, initialisers } = made
  const model = onnxModel({
    inputs: [{ name: 'x', dims: [1, 3, 64, 64] }],
    outputs: [{ name: 'y', dims: [1, channels, size, size] }],
    nodes,
    initialisers,
  })
  const stated = {
    task: 'image-to-image',
    title: 'Made of a picture',
    preprocessing: { resize: 'exact', rescale: 1 / 255, mean: [0, 0, 0], std: [1, 1, 1] },
    image: { output: 'y', layout: 'NCHW', gives, white: 1, colours: 'RGB' },
  }
  writeFiles(folder, { 'model.onnx': model, 'vitrine.json': JSON.stringify(stated) })
  await page.goto('./?runtime=wasm')
  await choose(page, [join(folder, 'model.onnx'), join(folder, 'vitrine.json')])
  await expect(page.getByText('Choose a picture')).toBeVisible({ timeout: 30_000 })
}

const output = (page: Page) => page.getByRole('img', { name: 'Output image' })
const slider = (page: Page) => page.getByRole('slider', { name: 'Before and after' })

async function show(page: Page) {
  await page.getByLabel('Image', { exact: true }).setInputFiles(twoColours())
  await expect(output(page)).toBeVisible({ timeout: 30_000 })
}

/** Red, green and blue of a pixel of the output. */
function pixelAt(page: Page, x: number, y: number): Promise<number[]> {
  return output(page).evaluate(
    (canvas, [left, top]) => {
      const context = (canvas as HTMLCanvasElement).getContext('2d')!
      return Array.from(context.getImageData(left, top, 1, 1).data.subarray(0, 3))
    },
    [x, y] as const,
  )
}

test('a picture that a model makes larger is shown pixel for pixel', async ({ page }, info) => {
  await open(page, twiceAsLarge, info.outputPath('larger'))
  await show(page)
  await expect(page.getByRole('img', { name: 'Input image' })).toBeVisible()
  await expect(page.getByText('128 × 128 pixels, 2 × the 64 × 64 that went in')).toBeVisible()
  // The sky above, and below it green that grows from left to right.
  expect(await pixelAt(page, 0, 0)).toEqual([120, 180, 240])
  expect(await pixelAt(page, 127, 63)).toEqual([120, 180, 240])
  expect(await pixelAt(page, 100, 64)).toEqual([30, 130, 40])
  expect(await pixelAt(page, 101, 127)).toEqual([30, 130, 40])
})

test('a map of depths is shown from its least to its greatest value', async ({ page }, info) => {
  await open(page, blueAsDepth, info.outputPath('depth'))
  await show(page)
  expect(await pixelAt(page, 10, 10)).toEqual([255, 255, 255])
  expect(await pixelAt(page, 10, 50)).toEqual([0, 0, 0])
  const legend = page.getByRole('figure', { name: 'Legend' })
  await expect(legend).toContainText('40')
  await expect(legend).toContainText('240')
  const { output: copied } = await copiedJson<{ output: { range: { min: number; max: number } } }>(
    page,
  )
  expect(copied.range.min).toBeCloseTo(40, 3)
  expect(copied.range.max).toBeCloseTo(240, 3)
})

test('the line between before and after follows keys and pointer', async ({ page }, info) => {
  await open(page, twiceAsLarge, info.outputPath('larger'))
  await show(page)
  await slider(page).focus()
  await page.keyboard.press('ArrowRight')
  await expect(slider(page)).toHaveValue('51')
  await page.keyboard.press('End')
  await expect(slider(page)).toHaveValue('100')
  await slider(page).scrollIntoViewIfNeeded()
  const { x, y, width, height } = (await slider(page).boundingBox())!
  await page.mouse.move(x + 0.9 * width, y + 0.5 * height)
  await page.mouse.down()
  await page.mouse.move(x + 0.2 * width, y + 0.4 * height, { steps: 3 })
  await page.mouse.up()
  await expect(slider(page)).toHaveValue('20')
  await page.mouse.move(x + 0.7 * width, y + 0.4 * height)
  await expect(slider(page)).toHaveValue('20')
})

test('what came out can be taken along at its own size', async ({ page }, info) => {
  await open(page, twiceAsLarge, info.outputPath('larger'))
  await show(page)
  const coming = page.waitForEvent('download')
  await page.getByRole('button', { name: 'Download PNG' }).click()
  const file = await coming
  expect(file.suggestedFilename()).toBe('two-colours-output.png')
  const bytes = readFileSync(await file.path())
  expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([128, 128])
})

test('a picture that cannot be read leaves the last output', async ({ page }, info) => {
  await open(page, twiceAsLarge, info.outputPath('larger'))
  await show(page)
  const buffer = twoColours().buffer.subarray(0, 60)
  await page
    .getByLabel('Image', { exact: true })
    .setInputFiles({ name: 'cut.png', mimeType: 'image/png', buffer })
  await expect(page.getByRole('alert')).toContainText('Invalid image format')
  expect(await pixelAt(page, 0, 0)).toEqual([120, 180, 240])
})

test('the page is accessible before and after', async ({ page }, info) => {
  await open(page, blueAsDepth, info.outputPath('depth'))
  await expectAccessibleEverywhere(page, 'before a picture')
  await show(page)
  await expectAccessibleEverywhere(page, 'with a map of depths')
})
