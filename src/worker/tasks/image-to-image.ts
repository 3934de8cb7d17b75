import { createImageToImage } from '../../pipelines/image-to-image.ts'
import { createPictureDecoder } from '../decode-picture.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'image-to-image'> = {
  async make(manifest, { session }) {
    const decoder = createPictureDecoder()
    return { pipeline: createImageToImage(manifest, { session, decoder }) }
  },
}
