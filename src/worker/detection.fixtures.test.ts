import { existsSync, readFileSync } from 'node:fs'
import { beforeAll, describe, expect, it } from 'vitest'
import { pickBoxes } from '../core/boxes/boxes.ts'
import { keepBoxes } from '../core/boxes/nms.ts'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import { createObjectDetection } from '../pipelines/object-detection.ts'
import type { PictureDecoder } from '../pipelines/ports.ts'
import type { ObjectDetection } from '../protocol/picture-tasks.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import { openSession } from '../runtime/session.ts'
import { buildDetector } from '../testing/detection-builders.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { tickingContext } from '../testing/text-encoder.ts'
import golden from './golden/detection.json' with { type: 'json' }
import { detectors } from './golden/detection-manifests.ts'
import { readPicture } from '../testing/lossless-pictures.ts'

const fixtures = new URL('../../../shared/fixtures/', import.meta.url)
const isAbsent = !existsSync(fixtures)
if (isAbsent) console.warn('SKIPPED: detectors of the fixtures, because ../shared is absent')

/** Node has no decoder for the photos among them, which are JPEG: those are for the page. */
const cases = golden.filter(({ picture }) => /\.(png|bmp|ppm)$/.test(picture))

const decoder: PictureDecoder = {
  async decode(source) {
    if ('kind' in source) throw new Error('not a frame')
    const bytes = Buffer.from(await source.slice(0, source.size).arrayBuffer())
    const picture = readPicture(bytes)
    const { width, height } = picture
    const facts = { format: 'PNG', width, height, animated: false }
    return { picture: { ...pixelSource(picture), close: () => {} }, facts }
  },
}

let started: StartedOrt
beforeAll(async () => {
  if (!isAbsent) started = await startNodeOrt()
})

async function detect(model: string, picture: string) {
  const { iou, ...way } = detectors[model]!
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const path = `${model}.onnx`
  const bytes = readFileSync(new URL(`models/object-detection/${path}`, fixtures))
  const session = await openSession(started, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve({ path, model: bytes, external: [] }),
  })
  const pipeline = createObjectDetection(buildDetector({ ...way, labels: [] }), {
    session,
    decoder,
  })
  const image = new Blob([readFileSync(new URL(`images/${picture}`, fixtures))])
  const result = await pipeline.run({ image }, tickingContext())
  await session.close()
  const shown = keepBoxes(result.boxes, { confidence: 0.25, iou })
  return { ...result, boxes: pickBoxes(result.boxes, shown) }
}

/** Class, score, corners and points of each, as detection.json has them. */
function numbersOf({ boxes }: Pick<ObjectDetection, 'boxes'>): number[][] {
  const { corners, scores, classes, points } = boxes
  const width = (points?.perBox ?? 0) * 2
  return [...scores.keys()].map((i) => [
    classes[i]!,
    scores[i]!,
    ...corners.subarray(i * 4, i * 4 + 4),
    ...(points?.xy.subarray(i * width, (i + 1) * width) ?? []),
  ])
}

describe.skipIf(isAbsent)('a detector that others made', () => {
  it.each(cases)('$model finds in $picture what it finds through Python', async (one) => {
    const result = await detect(one.model, one.picture)
    expect(result.image).toMatchObject({ width: one.width, height: one.height })
    const found = numbersOf(result)
    expect(found.map(([index]) => index)).toEqual(one.boxes.map(([index]) => index))
    for (const [i, [, score = 0, ...places]] of one.boxes.entries()) {
      const [, ourScore = 0, ...ourPlaces] = found[i]!
      expect(Math.abs(ourScore - score)).toBeLessThan(0.001)
      expect(ourPlaces).toHaveLength(places.length)
      const off = places.map((place, k) => Math.abs(ourPlaces[k]! - place))
      expect(Math.max(...off)).toBeLessThan(0.1)
    }
  })

  it('has cases in which something was found, for each of the detectors', () => {
    const found = cases.filter(({ boxes }) => boxes.length > 0).map(({ model }) => model)
    expect(new Set(found)).toEqual(new Set(Object.keys(detectors)))
  })
})
