import { createImageClassification } from '../../pipelines/image-classification.ts'
import { createAnyDecoder } from '../picture-decoder.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'image-classification'> = {
  async make(manifest, { session, loadPictureDecoder }) {
    const decoder = createAnyDecoder(await loadPictureDecoder())
    return { pipeline: createImageClassification(manifest, { session, decoder }) }
  },
}
