import { createObjectDetection } from '../../pipelines/object-detection.ts'
import { createAnyDecoder } from '../picture-decoder.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'object-detection'> = {
  async make(manifest, { session, loadPictureDecoder }) {
    const decoder = createAnyDecoder(await loadPictureDecoder())
    return { pipeline: createObjectDetection(manifest, { session, decoder }) }
  },
}
