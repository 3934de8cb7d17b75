import { createFeatureExtraction } from '../../pipelines/feature-extraction.ts'
import { openTokenizer } from '../open-tokenizer.ts'
import type { TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'feature-extraction'> = {
  async make(manifest, parts) {
    const tokenizer = await openTokenizer(manifest.tokenizer, parts)
    return { pipeline: createFeatureExtraction(manifest, { session: parts.session, tokenizer }) }
  },
}
