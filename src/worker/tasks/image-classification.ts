import { createImageClassification } from '../../pipelines/image-classification.ts'
import { createPictureDecoder } from '../decode-picture.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'image-classification'> = {
  async make(manifest, { session }) {
    const decoder = createPictureDecoder()
    return { pipeline: createImageClassification(manifest, { session, decoder }) }
  },
}
