import { encodeBase64 } from '../core/formats/base64.ts'
import { encodeColourPng, encodePng } from '../core/masks/png.ts'
import type { Model } from '../engine/engine.ts'
import { detectionAnswer, thingsOf } from '../protocol/detection-json.ts'
import { pictureAnswer } from '../protocol/picture-json.ts'
import { segmentationAnswer, segmentsOf } from '../protocol/segmentation-json.ts'
import type { Asked } from './asked.ts'
import { runTask, type Call } from './call.ts'
import { changedMeanwhile } from './choose-model.ts'

type PictureAsked = Extract<Asked, { kind: 'picture' }>

export async function predictPicture(
  { image, topK, mask }: PictureAsked,
  model: Model,
  call: Call,
): Promise<object> {
  const { manifest } = model
  switch (manifest.task) {
    case 'image-classification': {
      const input = { image, topK }
      const { predictions } = await runTask<'image-classification'>(call, model, input)
      return { predictions }
    }
    case 'object-detection': {
      const result = await runTask<'object-detection'>(call, model, { image })
      return detectionAnswer(thingsOf(result, manifest.thresholds))
    }
    case 'image-segmentation': {
      const result = await runTask<'image-segmentation'>(call, model, { image })
      const { segments, map } = segmentsOf(result, manifest.thresholds.confidence)
      const answer = segmentationAnswer(segments)
      if (!mask) return answer
      const predictions = answer.predictions.map((one, index) => ({
        ...one,
        label: segments[index]!.label,
      }))
      const png = await encodePng(map, deflate)
      return { predictions, mask: dataUrl(png) }
    }
    case 'image-to-image': {
      const result = await runTask<'image-to-image'>(call, model, { image })
      const answer = pictureAnswer(result)
      const png = await encodeColourPng(result.pixels, result, deflate)
      return { ...answer, output: { ...answer.output, image: dataUrl(png) } }
    }
    default:
      throw changedMeanwhile(manifest.task)
  }
}

function dataUrl(png: Uint8Array): string {
  return `data:image/png;base64,${encodeBase64(png)}`
}

async function deflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const packed = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'))
  return new Uint8Array(await new Response(packed).arrayBuffer())
}
