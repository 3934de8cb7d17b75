import { createImageSegmentation } from '../../pipelines/image-segmentation.ts'
import { createAnyDecoder } from '../picture-decoder.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'image-segmentation'> = {
  async make(manifest, { session, loadPictureDecoder }) {
    const decoder = createAnyDecoder(await loadPictureDecoder())
    return { pipeline: createImageSegmentation(manifest, { session, decoder }) }
  },
}
