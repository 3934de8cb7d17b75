import { describe, expect, it } from 'vitest'
import { pixelSource } from '../core/pixels/packed-pixels.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ImageClassificationInput, OcclusionStep } from '../protocol/picture-tasks.ts'
import { buildPictures } from '../testing/builders.ts'
import { createImageClassification } from './image-classification.ts'
import type { PictureDecoder, Session } from './ports.ts'

const side = 4
/** Black but for one white pixel, third from the left in the second row. */
const spot = { x: 2, y: 1 }
const decoder: PictureDecoder = {
  async decode() {
    const data = new Uint8Array(side * side * 4)
    data.fill(255, (spot.y * side + spot.x) * 4, (spot.y * side + spot.x + 1) * 4)
    return {
      picture: { ...pixelSource({ width: side, height: side, data }), close() {} },
      facts: { format: 'PNG', width: side, height: side, animated: false },
    }
  },
}

interface Options {
  batch?: number | string
  run?: (tensor: Tensor) => Promise<void>
}

/** Whose one class of two is as probable as the spot is white. */
function setUp({ batch = 1, run }: Options = {}) {
  const fed: Tensor[] = []
  const steps: OcclusionStep[] = []
  const session: Session = {
    inputs: [{ name: 'x', type: 'float32', dims: [batch, 1, side, side] }],
    outputs: [{ name: 'y', type: 'float32', dims: [batch, 2] }],
    async run(feeds) {
      const tensor = feeds['x']!
      fed.push(tensor)
      await run?.(tensor)
      const [count = 0] = tensor.dims
      const data = new Float32Array(count * 2)
      for (let i = 0; i < count; i++) {
        const white = (tensor.data as Float32Array)[i * side * side + spot.y * side + spot.x]!
        data.set([white, 1 - white], i * 2)
      }
      return { y: { type: 'float32', dims: [count, 2], data } }
    },
  }
  const preprocessing = {
    ...buildPictures().preprocessing,
    ...({ width: side, height: side, filter: 'nearest', channels: 1 } as const),
    mean: [0],
    std: [1],
  }
  const labels = ['spot', 'none']
  const manifest = buildPictures({ preprocessing, labels, output: 'probabilities' })
  const pipeline = createImageClassification(manifest, { session, decoder })
  const signal = { aborted: false }
  let time = 0
  return {
    fed,
    steps,
    signal,
    ask: (occlude: ImageClassificationInput['occlude'] & object) =>
      pipeline.run(
        { image: { size: 1, slice: () => new Blob() }, topK: 1, occlude },
        {
          signal,
          breathe: async () => {},
          now: () => (time += 30),
          report: (step) => steps.push(step),
        },
      ),
  }
}

describe('covering a picture part by part', () => {
  it('finds the part that a class needs', async () => {
    const { ask, fed, steps } = setUp()
    const { heat, predictions } = await ask({ patch: 2, step: 2 })
    expect(predictions[0]).toEqual({ class: 'spot', prob: 1 })
    expect(heat).toMatchObject({
      class: 'spot',
      columns: 2,
      rows: 2,
      area: { left: 0, top: 0, width: side, height: side },
    })
    // What covers is as bright as the picture is in the mean: a sixteenth.
    const drop = 1 - 1 / (side * side)
    expect([...heat!.drops]).toEqual([0, expect.closeTo(drop, 6), 0, 0])
    expect(fed).toHaveLength(5)
    expect(steps).toEqual([0, 1, 2, 3].map((index) => ({ index, total: 4 })))
  })

  it('speaks of another class when asked, which gains by it', async () => {
    const { heat } = await setUp().ask({ patch: 2, step: 2, class: 1 })
    expect(heat?.class).toBe('none')
    expect(heat?.drops[1]).toBeCloseTo(-15 / 16, 6)
  })

  it('leaves the fed tensor as it was', async () => {
    const { ask, fed } = setUp()
    await ask({ patch: 4, step: 1 })
    expect([...(fed[0]!.data as Float32Array)].filter((value) => value > 0)).toEqual([1])
  })

  it('covers several at once where the graph takes any number, and as many as are soon done', async () => {
    const { ask, fed } = setUp({ batch: 'n' })
    await ask({ patch: 1, step: 1 })
    // 16 parts at 30 ms each: six in a run. The second run tries whether pictures go by themselves.
    expect(fed.map(({ dims }) => dims[0])).toEqual([1, 6, 6, 6, 6])
  })

  it('goes one by one where several are refused', async () => {
    const run = async ({ dims }: Tensor) => {
      if (dims[0] !== 1) throw new VitrineError('run-failed')
    }
    const { ask, fed } = setUp({ batch: 'n', run })
    const { heat } = await ask({ patch: 2, step: 2 })
    expect(heat?.drops[1]).toBeCloseTo(15 / 16, 6)
    expect(fed.map(({ dims }) => dims[0])).toEqual([1, 4, 1, 1, 1, 1])
  })

  it('fails with what the session fails with', async () => {
    let runs = 0
    const run = async () => {
      if (++runs === 3) throw new VitrineError('gpu-lost')
    }
    const { ask } = setUp({ run })
    await expect(ask({ patch: 2, step: 2 })).rejects.toMatchObject({ code: 'gpu-lost' })
  })

  it('stops between two runs', async () => {
    const { ask, fed, signal } = setUp({
      run: async () => {
        if (fed.length === 3) signal.aborted = true
      },
    })
    await expect(ask({ patch: 1, step: 1 })).rejects.toMatchObject({ code: 'aborted' })
    expect(fed).toHaveLength(3)
  })

  it.each([
    { patch: 0, step: 1 },
    { patch: 1.5, step: 1 },
    { patch: 1, step: 0 },
    { patch: 1, step: NaN },
    { patch: 1, step: 0.01 },
    { patch: 1, step: 1, class: 2 },
    { patch: 1, step: 1, class: -1 },
  ])('refuses %j', async (occlude) => {
    const { ask, fed } = setUp()
    await expect(ask(occlude)).rejects.toMatchObject({ code: 'setting-out-of-range' })
    expect(fed).toHaveLength(1)
  })
})
