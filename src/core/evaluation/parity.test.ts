import { describe, expect, it } from 'vitest'
import { agreementOf } from './parity.ts'

const list = (probs: Record<string, number>) =>
  Object.entries(probs).map(([name, prob]) => ({ class: name, prob }))
const reference = { predictions: list({ cat: 0.6, dog: 0.3, fox: 0.05 }) }

describe('an answer beside that of a reference', () => {
  it('is equal within the tolerance', () => {
    const ours = { predictions: list({ cat: 0.609, dog: 0.291, fox: 0.05, owl: 0.01 }) }
    expect(agreementOf(reference, ours)).toEqual({
      isEqual: true,
      tolerance: 0.01,
      isSameOrder: true,
      probDifference: expect.closeTo(0.009, 9),
    })
  })

  it('differs with a probability beyond it', () => {
    const ours = { predictions: list({ cat: 0.58, dog: 0.3, fox: 0.05 }) }
    expect(agreementOf(reference, ours)).toMatchObject({ isEqual: false, isSameOrder: true })
    expect(agreementOf({ ...reference, tolerance: 0.02 }, ours).isEqual).toBe(true)
  })

  it('differs with another order', () => {
    const ours = { predictions: list({ dog: 0.6, cat: 0.3, fox: 0.05 }) }
    expect(agreementOf(reference, ours)).toMatchObject({ isEqual: false, isSameOrder: false })
  })

  it('lets classes change places that are as good as equal', () => {
    const tied = { predictions: list({ cat: 0.301, dog: 0.3, fox: 0.295 }) }
    const ours = { predictions: list({ dog: 0.302, cat: 0.3, owl: 0.297 }) }
    expect(agreementOf(tied, ours)).toMatchObject({ isEqual: true, isSameOrder: true })
  })

  it('differs where a class is not there at all', () => {
    const ours = { predictions: list({ cat: 0.6, owl: 0.35, fox: 0.05 }) }
    expect(agreementOf(reference, ours)).toMatchObject({
      isEqual: false,
      isSameOrder: false,
      probDifference: expect.closeTo(0.25, 9),
    })
  })

  it('differs where there is less than the reference has', () => {
    expect(agreementOf(reference, { predictions: list({ cat: 0.6 }) }).isEqual).toBe(false)
    const short = agreementOf({ logits: [1, 2] }, { predictions: [], logits: [1] })
    expect(short).toMatchObject({ isEqual: false, logitDifference: Infinity })
  })

  it('keeps classes of one name apart by their places', () => {
    const cranes = [
      { class: 'crane', prob: 0.5 },
      { class: 'crane', prob: 0.4 },
    ]
    expect(agreementOf({ predictions: cranes }, { predictions: cranes })).toMatchObject({
      isEqual: true,
      probDifference: 0,
    })
  })

  it('compares the model’s own numbers, and finds one that is none', () => {
    const predictions = list({ cat: 1 })
    expect(agreementOf({ logits: [1, 2] }, { predictions, logits: [1.004, 2, 9] })).toEqual({
      isEqual: true,
      tolerance: 0.01,
      logitDifference: expect.closeTo(0.004, 9),
    })
    expect(agreementOf({ logits: [1] }, { predictions, logits: [1.02] }).isEqual).toBe(false)
  })
})
