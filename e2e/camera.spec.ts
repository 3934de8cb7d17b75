import { expectAccessible } from './support/accessible.ts'
import { countCameras, startCamera, test } from './support/camera-test.ts'
import { givePicture } from './support/demo.ts'
import { watchMemory } from './support/memory.ts'
import { twoColours } from './support/png.ts'
import { expect } from './support/test.ts'

/** `VITRINE_ENDURANCE=full` runs the half hour that is promised, at 30 frames a second. */
const isFull = process.env['VITRINE_ENDURANCE'] === 'full'
const frames = isFull ? 54_000 : 1500
const parts = 6
/** 8 MB in half an hour; of a part of it, about what is compiled and cached on the way comes and goes by. */
const bytesAFrame = isFull ? 150 : 700

test('a camera is answered frame by frame, and let go when it is stopped; its last frame stays', async ({
  page,
  demoUrl,
}) => {
  const cameras = await countCameras(page)
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await expect(page.getByText('Camera, 1280 × 720')).toBeVisible()
  await expect(page.getByText('quick resize, not Pillow’s')).toBeVisible()
  expect(await cameras()).toEqual({ asked: 1, running: 1 })

  await page.getByRole('button', { name: 'Pause' }).click()
  await expect(page.getByText('Paused: the last frame stays.')).toBeVisible()
  const paused = await page.getByText(/^decode /).innerText()
  await page.waitForTimeout(300)
  expect(await page.getByText(/^decode /).innerText()).toBe(paused)
  await page.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText(/^decode /)).not.toHaveText(paused)

  await page.getByRole('button', { name: 'Stop the camera' }).click()
  await expect(page.getByText('PNG, 1280 × 720')).toBeVisible()
  await expect(page.getByRole('img', { name: 'Input image' })).toBeVisible()
  await expect(page.getByText('quick resize')).toHaveCount(0)
  expect(await cameras()).toEqual({ asked: 1, running: 0 })
})

test('a mirrored camera gives the model what is to be seen', async ({ page, demoUrl }) => {
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await page.getByRole('checkbox', { name: 'Mirror' }).check()
  const before = await page.getByText(/^decode /).innerText()
  await expect(page.getByText(/^decode /)).not.toHaveText(before)
  await expect(page.getByRole('alert')).toHaveCount(0)
  await page.getByRole('button', { name: 'Stop the camera' }).click()
  await expect(page.getByText('PNG, 1280 × 720')).toBeVisible()
})

test('a camera is let go when another picture is given, when the page is left or hidden', async ({
  page,
  demoUrl,
}) => {
  const cameras = await countCameras(page)
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await page.getByRole('button', { name: /^Tree frog/ }).click()
  await expect(page.getByLabel('Live picture of the camera')).toHaveCount(0)
  await expect.poll(cameras).toEqual({ asked: 1, running: 0 })

  await startCamera(page)
  await page.evaluate(() => {
    Object.defineProperty(document, 'hidden', { value: true, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  })
  await expect.poll(cameras).toEqual({ asked: 2, running: 0 })
  await page.evaluate(() => Object.defineProperty(document, 'hidden', { value: false }))

  await startCamera(page)
  await page.getByRole('tab', { name: 'Many pictures' }).click()
  await expect.poll(cameras).toEqual({ asked: 3, running: 0 })
  await page.getByRole('tab', { name: 'One picture' }).click()

  await startCamera(page)
  await page.getByRole('banner').getByRole('link', { name: 'Vitrine' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect.poll(cameras).toEqual({ asked: 4, running: 0 })
})

test('another number of classes is answered by the next frame', async ({ page, demoUrl }) => {
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await page.getByRole('spinbutton', { name: 'Top-k' }).fill('5')
  const meters = page.getByRole('list', { name: 'Predictions' }).getByRole('meter')
  await expect(meters).toHaveCount(5)
})

for (const [name, what] of [
  ['NotAllowedError', 'This page may not use it'],
  ['NotFoundError', 'No camera was found'],
  ['NotReadableError', 'Another program or tab holds it'],
] as const) {
  test(`a camera that cannot be had, by ${name}, is told, and nothing is lost`, async ({
    page,
    demoUrl,
  }) => {
    await page.addInitScript((error) => {
      navigator.mediaDevices.getUserMedia = async () => {
        throw new DOMException('no', error)
      }
    }, name)
    await page.goto(demoUrl('cifar10'))
    await givePicture(page, twoColours())
    const said = await page.getByRole('list', { name: 'Predictions' }).innerText()
    await page.getByRole('button', { name: 'Camera', exact: true }).click()
    await expect(page.getByRole('alert')).toContainText('The camera cannot be used.')
    await expect(page.getByRole('alert')).toContainText(what)
    await expect(page.getByText('two-colours.png').or(page.getByText('PNG, 64 × 64'))).toBeVisible()
    expect(await page.getByRole('list', { name: 'Predictions' }).innerText()).toBe(said)
    await expect(page.getByRole('button', { name: 'Camera', exact: true })).toBeVisible()
  })
}

test('a camera that is unplugged leaves its last frame and a sentence', async ({
  page,
  demoUrl,
}) => {
  await page.addInitScript(() => {
    const { mediaDevices } = navigator
    const getUserMedia = mediaDevices.getUserMedia.bind(mediaDevices)
    mediaDevices.getUserMedia = async (constraints) => {
      const stream = await getUserMedia(constraints)
      Object.assign(globalThis, {
        unplug: () => {
          for (const track of stream.getTracks()) {
            track.stop()
            track.dispatchEvent(new Event('ended'))
          }
        },
      })
      return stream
    }
  })
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await page.evaluate(() => (globalThis as unknown as { unplug(): void }).unplug())
  await expect(page.getByRole('alert')).toContainText('It was unplugged or switched off.')
  await expect(page.getByText('PNG, 1280 × 720')).toBeVisible()
})

test('axe finds nothing while the camera is on', async ({ page, demoUrl }) => {
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await expectAccessible(page, 'camera')
})

test(`${frames} frames of a camera are all closed, and grow memory by less than ${bytesAFrame} bytes each`, async ({
  page,
  demoUrl,
}) => {
  test.setTimeout(isFull ? 3_600_000 : 240_000)
  await page.addInitScript(() => {
    const open = new Set<VideoFrame>()
    let made = 0
    class CountedFrame extends VideoFrame {
      constructor(...args: ConstructorParameters<typeof VideoFrame>) {
        super(...args)
        made += 1
        open.add(this)
      }
    }
    // A frame that was handed over has neither format nor size any more.
    const counts = () => {
      for (const frame of open) if (frame.format === null) open.delete(frame)
      return { made, open: open.size }
    }
    Object.assign(globalThis, { VideoFrame: CountedFrame, frameCounts: counts })
  })
  const counts = () =>
    page.evaluate(() =>
      (globalThis as unknown as { frameCounts(): { made: number; open: number } }).frameCounts(),
    )
  const after = (count: number) =>
    expect
      .poll(async () => (await counts()).made, { timeout: isFull ? 3_600_000 : 200_000 })
      .toBeGreaterThanOrEqual(count)
  const memory = await watchMemory(page)
  await page.goto(demoUrl('cifar10'))
  await startCamera(page)
  await after(300)
  const { made } = await counts()
  const read = async () => {
    await page.getByRole('button', { name: 'Pause' }).click()
    const reading = await memory.read()
    await page.getByRole('button', { name: 'Go on' }).click()
    return reading
  }
  const readings = [await read()]
  for (let part = 1; part <= parts; part++) {
    await after(made + (frames * part) / parts)
    readings.push(await read())
  }
  const { open, made: inAll } = await counts()
  const [start, end] = [readings[0]!, readings.at(-1)!]
  // What is compiled or cached on the way is one step at some time; what stays of frames shows from part to part.
  const steps = readings.slice(1).map(({ scripts }, at) => scripts - readings[at]!.scripts)
  const grown = median(steps)
  test.info().annotations.push({
    type: 'memory',
    description: JSON.stringify({ readings, frames: inAll - made, grown }),
  })
  expect(open).toBeLessThanOrEqual(1)
  expect(end.heap).toBe(start.heap)
  expect(grown).toBeLessThan((frames / parts) * bytesAFrame)
})

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2
}
