import { describe, expect, it } from 'vitest'
import { cssColour, segmentColour, type Rgb } from './segment-colours.ts'

const between = (a: Rgb, b: Rgb) => Math.hypot(...a.map((value, i) => value - b[i]!))

describe('the colours of areas', () => {
  it('differ to the eye, the first twenty from one another and each from the next', () => {
    const colours = Array.from({ length: 150 }, (_, index) => segmentColour(index))
    for (const [index, colour] of colours.entries()) {
      const others = index < 20 ? colours.slice(0, index) : colours.slice(index - 3, index)
      for (const other of others) expect(between(colour, other), `${index}`).toBeGreaterThan(35)
    }
  })

  it('are bytes', () => {
    for (let index = 0; index < 1000; index++) {
      for (const value of segmentColour(index)) {
        expect(Number.isInteger(value) && value >= 0 && value <= 255, `${index}`).toBe(true)
      }
    }
  })

  it('are written as CSS has them', () => {
    expect(cssColour([1, 2, 3], 0.5)).toBe('rgb(1 2 3 / 0.5)')
  })
})
