import { describe, expect, it } from 'vitest'
import { parseNumber } from '../core/tensors/number-range.ts'
import { buildStories } from '../testing/builders.ts'
import {
  draftOf,
  hasSettings,
  parseSettings,
  readSettings,
  settingKeys,
  settingSpecs,
  writeSettings,
} from './generation-settings.ts'

const { defaults } = buildStories()
const specs = settingSpecs(512)

describe('a setting', () => {
  it.each([
    ['maxNewTokens', '512', 512],
    ['maxNewTokens', '513', undefined],
    ['maxNewTokens', '0', undefined],
    ['maxNewTokens', '1.5', undefined],
    ['temperature', '0', 0],
    ['temperature', '-0.1', undefined],
    ['topP', '1', 1],
    ['topP', '1.01', undefined],
    ['topK', '0', 0],
    ['seed', '4294967295', 4294967295],
    ['seed', '4294967296', undefined],
  ] as const)('%s of "%s" is %s', (key, raw, expected) => {
    expect(parseNumber(specs[key], raw)).toBe(expected)
  })

  it('has a slider inside what its field takes', () => {
    for (const key of settingKeys) {
      const { min, max, slider } = specs[key]
      if (slider === undefined) continue
      expect(slider.min).toBeGreaterThanOrEqual(min)
      expect(slider.max).toBeLessThanOrEqual(max)
    }
  })

  it('that will not do is named with its range', () => {
    expect(() => parseSettings(specs, { ...draftOf(defaults), topK: ' ' })).toThrow(
      expect.objectContaining({
        code: 'setting-out-of-range',
        facts: { setting: 'Top-k', value: 'empty', range: 'a whole number from 0 to 1,000' },
      }),
    )
  })
})

describe('settings in an address', () => {
  it('come back as they were written, and only those that are not the default', () => {
    const draft = { ...draftOf(defaults), seed: '3', topP: '0.5' }
    const state = writeSettings(new URLSearchParams({ prompt: 'Tom & #1\n' }), draft, defaults)
    expect([...state.keys()]).toEqual(['prompt', 'topP', 'seed'])
    const found = new URLSearchParams(state.toString())
    expect(readSettings(found, specs, defaults)).toEqual(draft)
    expect(found.get('prompt')).toBe('Tom & #1\n')
  })

  it('take the place of those that stood there', () => {
    const state = new URLSearchParams('temperature=0.2&mode=chat&seed=5&utm=1')
    const draft = { ...draftOf(defaults), seed: '3' }
    expect(writeSettings(state, draft, defaults).toString()).toBe('mode=chat&seed=3&utm=1')
  })

  it('that will not do are the default', () => {
    const state = new URLSearchParams('temperature=9&seed=x&topK=&topP=0.5')
    expect(readSettings(state, specs, defaults)).toEqual({ ...draftOf(defaults), topP: '0.5' })
  })

  it('that are none of ours are no settings', () => {
    expect(hasSettings(new URLSearchParams('utm=1'))).toBe(false)
    expect(hasSettings(new URLSearchParams('seed=1'))).toBe(true)
  })
})
