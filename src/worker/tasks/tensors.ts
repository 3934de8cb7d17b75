import { createTensors } from '../../pipelines/tensors.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'tensors'> = {
  make: async (_, parts) => ({ pipeline: createTensors(parts) }),
}
