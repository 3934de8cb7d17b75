import { describe, expect, it } from 'vitest'
import { buildStories } from '../../testing/builders.ts'
import { settingSpecs } from './setting-specs.ts'
import { draftOf, parseSetting, parseSettings, readShared, writeShared } from './settings.ts'

const { defaults } = buildStories()
const specs = settingSpecs(512)

describe('a setting', () => {
  it.each([
    ['maxNewTokens', '1', 1],
    ['maxNewTokens', '512', 512],
    ['maxNewTokens', '513', undefined],
    ['maxNewTokens', '0', undefined],
    ['maxNewTokens', '1.5', undefined],
    ['temperature', '0', 0],
    ['temperature', '-0.1', undefined],
    ['temperature', '', undefined],
    ['temperature', 'hot', undefined],
    ['topP', '1', 1],
    ['topP', '1.01', undefined],
    ['topK', '0', 0],
    ['seed', '4294967295', 4294967295],
    ['seed', '4294967296', undefined],
  ] as const)('%s of "%s" is %s', (key, raw, expected) => {
    expect(parseSetting(specs[key], raw)).toBe(expected)
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

describe('shared settings', () => {
  it('come back as they were written', () => {
    const draft = { ...draftOf(defaults), seed: '3', topP: '0.5' }
    const state = writeShared('Tom & #1\n', draft, defaults)
    expect([...state.keys()]).toEqual(['prompt', 'topP', 'seed'])
    const found = readShared(new URLSearchParams(state.toString()), specs, defaults)
    expect(found).toEqual({ prompt: 'Tom & #1\n', draft })
  })

  it('that are none of ours are no settings', () => {
    expect(readShared(new URLSearchParams('utm=1'), specs, defaults)).toBeUndefined()
  })
})
