import { describe, expect, it } from 'vitest'
import { buildStep } from '../testing/builders.ts'
import { calmStep } from './calm-step.ts'

const steps = (count: number, tokensPerSecond: number) =>
  Array.from({ length: count }, (_, index) => ({ ...buildStep(' a', index), tokensPerSecond }))

describe('the step whose numbers are shown while text grows', () => {
  it('is the latest one of a slow model', () => {
    expect(calmStep(steps(7, 4))?.index).toBe(6)
  })

  it('changes some five times a second with a fast one', () => {
    const shown = Array.from({ length: 300 }, (_, index) => calmStep(steps(index + 1, 100))?.index)
    expect(new Set(shown).size).toBe(15)
  })

  it('is none before the first token', () => {
    expect(calmStep([])).toBeUndefined()
  })
})
