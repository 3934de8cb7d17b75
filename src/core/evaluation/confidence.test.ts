import { describe, expect, it } from 'vitest'
import { confidenceOf } from './confidence.ts'

describe('how far a list of classes may be relied on', () => {
  it.each([
    [[0.99, 0.005], 'sure'],
    [[0.45, 0.2, 0.1], 'sure'],
    [[0.31, 0.2], 'sure'],
    [[0.29, 0.01], 'low'],
    [[0.001, 0.001], 'low'],
    [[0.52, 0.48], 'close'],
    [[0.45, 0.36], 'close'],
    [[0.9], 'sure'],
    [[0.2], 'low'],
    [[], 'sure'],
  ])('%j: %s', (probabilities, confidence) => {
    expect(confidenceOf(probabilities)).toBe(confidence)
  })
})
