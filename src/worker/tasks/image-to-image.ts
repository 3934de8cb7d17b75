import { createImageToImage } from '../../pipelines/image-to-image.ts'
import { createAnyDecoder } from '../picture-decoder.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'image-to-image'> = {
  async make(manifest, { session, loadPictureDecoder }) {
    const decoder = createAnyDecoder(await loadPictureDecoder())
    return { pipeline: createImageToImage(manifest, { session, decoder }) }
  },
}
