import { assert, nat, property, tuple } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { accentColours, contrast, fromHex } from './accent.ts'

/** Both themes' values of one colour. */
function themes(value: string | undefined) {
  const [, light, dark] = /^light-dark\((#[0-9a-f]{6}), (#[0-9a-f]{6})\)$/.exec(value ?? '') ?? []
  return { light: fromHex(light ?? ''), dark: fromHex(dark ?? '') }
}

describe('an author’s accent', () => {
  it('stays as it is where it can be read', () => {
    expect(accentColours('#0b6e75')['--accent']).toMatch(/^light-dark\(#0b6e75, /)
  })

  it('of whatever colour can be read, and read on, in both themes', () => {
    const anyHex = tuple(nat(255), nat(255), nat(255))
    assert(
      property(anyHex, (parts) => {
        const hex = `#${parts.map((part) => part.toString(16).padStart(2, '0')).join('')}`
        const colours = accentColours(hex)
        const accent = themes(colours['--accent'])
        const on = themes(colours['--on-accent'])
        // Rounded to whole levels, a hair is lost.
        expect(contrast(accent.light, fromHex('#f5f6f4'))).toBeGreaterThan(4.45)
        expect(contrast(accent.dark, fromHex('#14181b'))).toBeGreaterThan(4.45)
        expect(contrast(accent.light, on.light)).toBeGreaterThan(4.45)
        expect(contrast(accent.dark, on.dark)).toBeGreaterThan(4.45)
      }),
      { seed: 7, numRuns: 500 },
    )
  })

  it('has the contrast that WCAG works out', () => {
    expect(contrast([0, 0, 0], [1, 1, 1])).toBeCloseTo(21, 5)
    expect(contrast(fromHex('#777777'), [1, 1, 1])).toBeCloseTo(4.48, 2)
  })
})
