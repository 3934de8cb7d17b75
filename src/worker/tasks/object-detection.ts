import { createObjectDetection } from '../../pipelines/object-detection.ts'
import { createPictureDecoder } from '../decode-picture.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'object-detection'> = {
  async make(manifest, { session }) {
    const decoder = createPictureDecoder()
    return { pipeline: createObjectDetection(manifest, { session, decoder }) }
  },
}
