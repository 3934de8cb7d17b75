import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { wordTokenizer } from '../testing/text-encoder.ts'
import { nameUnknownToken } from './out-of-vocabulary.ts'

const failure = (index: number, size: number) =>
  new VitrineError(
    'run-failed',
    {},
    {
      detail: `Name:'Gather_2' Status Message: indices element out of data bounds, idx=${index} must be within the inclusive range [-${size},${size - 1}]`,
    },
  )

describe('nameUnknownToken', () => {
  it('names the token at which the run failed', () => {
    expect(() => nameUnknownToken(failure(9, 8), [2, 9, 3], wordTokenizer)).toThrow(
      expect.objectContaining({ code: 'export-unsupported' }),
    )
  })

  it.each([
    ['at a position', failure(512, 512)],
    ['for another reason', new VitrineError('run-failed', {}, { detail: 'MatMul' })],
    ['without a word', new VitrineError('run-failed')],
    ['in another way', new Error('idx=9')],
  ])('leaves a run alone that failed %s', (_, thrown) => {
    expect(() => nameUnknownToken(thrown, [2, 9, 3], wordTokenizer)).toThrow(thrown)
  })
})
