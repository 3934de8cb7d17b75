import { cover, meanColour, occlusionGrid, visiblePart } from '../core/pixels/occlusion-grid.ts'
import type { Rectangle } from '../core/pixels/rectangle.ts'
import { firstRepeated, isNumberTensor, type NumberTensor } from '../core/tensors/tensor-numbers.ts'
import { isFreeDim, type Tensor } from '../core/tensors/tensor.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Occlusion, OcclusionMap, OcclusionStep } from '../protocol/picture-tasks.ts'
import { createPause } from './pause.ts'
import type { PictureOutputs } from './picture-run.ts'
import type { RunContext, Session } from './ports.ts'

/** As many parts of a picture as anybody will wait for: 64 × 64. */
const mostParts = 4096
/** A run this long still lets a cancellation through in time. */
const runTargetMs = 200
const mostPictures = 16
/** Rows of a batch that do not influence one another agree to rounding. */
const sameProb = 1e-3

export interface OcclusionParts {
  /** The run without anything covered. */
  readonly picture: PictureOutputs
  readonly session: Session
  readonly outputName: string
  /** The class that is asked about, by index. */
  readonly chosen: number
  /** Of all classes in the whole picture. */
  readonly whole: Float64Array
  /** Reads the probabilities of all classes in each picture of a batch of `count`. */
  probabilitiesOf(output: Tensor | undefined, count: number): (row: number) => Float64Array
  readonly context: RunContext<OcclusionStep>
}

/**
 * Covers a picture part by part with its own mean colour and runs the model each time, several parts at once where the
 * graph takes several pictures: no gradient is needed (Zeiler and Fergus, 2014, section 3.3).
 * @throws VitrineError `setting-out-of-range`, `output-not-finite`, `aborted`, and whatever the session throws
 */
export async function occlude(
  wanted: Occlusion,
  parts: OcclusionParts,
): Promise<Omit<OcclusionMap, 'class'>> {
  const { picture, session, outputName, chosen, whole, probabilitiesOf, context } = parts
  const { fed, further, width, height, placement, preprocessing, facts } = picture
  const { channels, layout } = preprocessing
  if (!isNumberTensor(fed.tensor)) throw new VitrineError('unexpected')
  const probability = whole[chosen]
  if (probability === undefined) throw outOfRange('The class', chosen, 'one of the model’s')

  const original: NumberTensor = fed.tensor
  const frame = { width, height, channels, layout }
  const area = visiblePart(placement, frame)
  const { columns, rows, patches } = gridWithin(area, wanted)
  const colour = meanColour(original, frame, area)

  /** The probabilities in copies of the picture, each with another patch or none; `slots` are run. */
  async function probabilities(covered: readonly (Rectangle | undefined)[], slots: number) {
    const tensor = firstRepeated(original, slots)
    const one = tensor.data.length / slots
    for (const [slot, patch] of covered.entries()) {
      if (patch !== undefined) cover(tensor, frame, patch, colour, slot * one)
    }
    const outputs = await session.run({ ...further, [fed.name]: tensor }, [outputName])
    return probabilitiesOf(outputs[outputName], slots)
  }

  const pause = createPause(context)
  await pause()
  const most = picturesAtOnce(parts, patches.length)
  const isApart =
    most > 1 &&
    // The pictures of a batch are to go by themselves: one among others that are all grey has to come out as before.
    (await probabilities([undefined, ...Array.from({ length: most - 1 }, () => area)], most).then(
      (of) => of(0).every((prob, i) => Math.abs(prob - whole[i]!) < sameProb),
      refused,
    ))
  const abreast = isApart ? most : 1
  const slots = Math.max(abreast, picture.batch)

  const drops = new Float32Array(patches.length)
  const total = Math.ceil(patches.length / abreast)
  for (let index = 0; index < total; index++) {
    await pause()
    const start = index * abreast
    const next = patches.slice(start, start + abreast)
    // Where pictures influence one another, all of a fixed batch are the same.
    const of = await probabilities(
      isApart ? next : Array.from({ length: slots }, () => next[0]),
      slots,
    )
    for (const i of next.keys()) drops[start + i] = probability - of(i)[chosen]!
    context.report({ index, total })
  }

  const [scaleX, scaleY] = [facts.width / placement.width, facts.height / placement.height]
  return {
    columns,
    rows,
    drops,
    area: {
      left: (area.left - placement.left) * scaleX,
      top: (area.top - placement.top) * scaleY,
      width: area.width * scaleX,
      height: area.height * scaleY,
    },
  }
}

function gridWithin(area: Rectangle, { patch, step }: Occlusion) {
  const least = 'a whole number of pixels from 1'
  if (!isCount(patch)) throw outOfRange('The size of a patch', patch, least)
  const cells = Math.round(area.width / step) * Math.round(area.height / step)
  if (!isCount(step) || cells > mostParts) {
    throw outOfRange('The step', step, `${least}, and at most ${mostParts} steps`)
  }
  return occlusionGrid(area, { patch, step })
}

/** The graph's own batch where it is fixed; where it is free as many as are done in a moment. */
function picturesAtOnce({ picture, session }: OcclusionParts, wanted: number): number {
  const { batch, fed, further, runMs } = picture
  if (batch > 1) return batch
  const first = session.inputs.find(({ name }) => name === fed.name)?.dims[0] ?? 1
  if (!isFreeDim(first) || Object.keys(further).length > 0) return 1
  const within = Math.floor(runTargetMs / Math.max(runMs, 1))
  return Math.max(1, Math.min(mostPictures, within, wanted))
}

/** A graph may say that it takes several pictures, and not take them. */
function refused(error: unknown): boolean {
  const isRefusal =
    error instanceof VitrineError &&
    (error.code === 'run-failed' || error.code === 'export-unsupported')
  if (!isRefusal) throw error
  return false
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value >= 1
}

function outOfRange(setting: string, value: number, range: string): VitrineError {
  return new VitrineError('setting-out-of-range', { setting, value, range })
}
