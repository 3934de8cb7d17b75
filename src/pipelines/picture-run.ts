import {
  preprocess,
  resizedSize,
  type ImagePreprocessing,
  type Placement,
  type PreparedPicture,
} from '../core/pixels/preprocess.ts'
import { isNumberTensor, numbersIn } from '../core/tensors/tensor-numbers.ts'
import type { Tensor } from '../core/tensors/tensor.ts'
import type {
  PictureFacts,
  PictureInput,
  PictureResult,
  SeenTensor,
} from '../protocol/picture-tasks.ts'
import { createPause } from './pause.ts'
import { pictureInput } from './picture-input.ts'
import type { PictureDecoder, RunContext, Session } from './ports.ts'

export interface PictureParts {
  readonly session: Session
  readonly decoder: PictureDecoder
}

/** What the graph gave for one picture, and how to get back from its pixels to those of the picture. */
export interface PictureOutputs {
  readonly outputs: Readonly<Record<string, Tensor>>
  /** Of the upright picture. */
  readonly facts: PictureFacts
  /** Of the tensor, in pixels. */
  readonly width: number
  readonly height: number
  /** Where in the tensor the picture lies. */
  readonly placement: Placement
  /** How the tensor was made: the manifest's way with the run's changes. */
  readonly preprocessing: ImagePreprocessing
  /** How many pictures the graph takes at a time; the first is ours. */
  readonly batch: number
  /** The picture's own input, to be fed again. */
  readonly fed: { readonly name: string; readonly tensor: Tensor }
  /** What the graph wants besides, to be fed again. */
  readonly further: Readonly<Record<string, Tensor>>
  /** How long the graph took. */
  readonly runMs: number
  /** What all picture tasks say of a run; to be called when the rest of the result is there. */
  finish(): PictureResult
}

export interface PictureRunner {
  /** @param outputs names of those that are wanted */
  run(
    input: PictureInput,
    context: RunContext<never>,
    outputs?: readonly string[],
  ): Promise<PictureOutputs>
}

/**
 * What all picture tasks do first: decode → preprocess → run.
 *
 * Throws `export-unsupported` at once when the graph does not fit the manifest. A run throws the decoder's `image-…`
 * codes, `aborted`, and whatever the session throws.
 */
export function createPictureRunner(
  usual: ImagePreprocessing,
  { session, decoder }: PictureParts,
): PictureRunner {
  const usualInput = pictureInput(session, usual)
  let cold = true

  return {
    async run({ image, quick = false, preprocessing: changes, showTensor }, context, wanted) {
      const how = changes === undefined ? usual : { ...usual, ...changes }
      const input = changes === undefined ? usualInput : pictureInput(session, how)
      const pause = createPause(context)
      const startedAt = context.now()
      const { picture, facts } = await decoder.decode(image, {
        background: how.background,
        ...(quick && { quick: (size) => resizedSize(size, how) }),
      })
      const decodedAt = context.now()
      const prepared = await pause()
        .then(() => preprocess(picture, how))
        .finally(() => picture.close())
      const tensor = input.tensor(prepared)
      const further = input.further(prepared)
      const preprocessedAt = context.now()
      await pause()

      const runningAt = context.now()
      const outputs = await session.run({ [input.name]: tensor, ...further }, wanted)
      const ranAt = context.now()
      const wasCold = cold
      cold = false
      const { width, height, placement } = prepared
      const seen = showTensor === true ? await look(tensor, prepared, how) : undefined
      return {
        outputs,
        facts,
        width,
        height,
        placement,
        preprocessing: how,
        batch: input.batch,
        fed: { name: input.name, tensor },
        further,
        runMs: ranAt - runningAt,
        finish() {
          const endedAt = context.now()
          const timing = {
            decodeMs: decodedAt - startedAt,
            preprocessMs: preprocessedAt - decodedAt,
            runMs: ranAt - runningAt,
            postprocessMs: endedAt - ranAt,
            totalMs: endedAt - startedAt,
            cold: wasCold,
          }
          const resampled = quick ? 'quick' : 'exact'
          return { image: facts, timing, resampled, ...(seen && { seen }) }
        },
      }
    },
  }
}

/** The first picture of what was fed, as that and not as what it was made of. Rare, so its code comes when asked for. */
async function look(
  tensor: Tensor,
  { width, height }: PreparedPicture,
  preprocessing: ImagePreprocessing,
): Promise<SeenTensor | undefined> {
  if (!isNumberTensor(tensor)) return undefined
  const { tensorPicture } = await import('../core/pixels/tensor-picture.ts')
  const values = numbersIn(tensor, 0, width * height * preprocessing.channels)
  return {
    width,
    height,
    ...tensorPicture(values, { width, height }, preprocessing),
    preprocessing,
  }
}
