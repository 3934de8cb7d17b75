import { createTextClassification } from '../../pipelines/text-classification.ts'
import { openTokenizer } from '../open-tokenizer.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'text-classification'> = {
  async make(manifest, parts) {
    const tokenizer = await openTokenizer(manifest.tokenizer, parts)
    return { pipeline: createTextClassification(manifest, { session: parts.session, tokenizer }) }
  },
}
