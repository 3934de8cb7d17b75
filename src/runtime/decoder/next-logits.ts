import { rankLogits, type TokenProbability } from '../../core/decoding/logits.ts'
import { VitrineError } from '../../protocol/errors.ts'

/** What a decoder holds of the token that comes next: see the port of the same name. */
export interface NextLogits {
  best(): Promise<readonly TokenProbability[]>
  values(): Promise<Float32Array>
}

/** Of logits that JavaScript can look at. */
export function nextLogits(values: Float32Array): NextLogits {
  return {
    async best() {
      const ranked = rankLogits(values)
      if (ranked === undefined) throw new VitrineError('output-not-finite')
      return ranked.best
    },
    values: () => Promise.resolve(values),
  }
}
