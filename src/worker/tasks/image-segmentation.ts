import { createImageSegmentation } from '../../pipelines/image-segmentation.ts'
import { createPictureDecoder } from '../decode-picture.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'image-segmentation'> = {
  async make(manifest, { session }) {
    const decoder = createPictureDecoder()
    return { pipeline: createImageSegmentation(manifest, { session, decoder }) }
  },
}
