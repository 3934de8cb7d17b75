import { createFillMask } from '../../pipelines/fill-mask.ts'
import { openTokenizer } from '../open-tokenizer.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'fill-mask'> = {
  async make(manifest, parts) {
    const tokenizer = await openTokenizer(manifest.tokenizer, parts)
    return { pipeline: createFillMask(manifest, { session: parts.session, tokenizer }) }
  },
}
