import { array, assert, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parsePython } from './python-literal.ts'

describe('a Python literal', () => {
  it('as Ultralytics writes class names is a map by number', () => {
    const names = parsePython(`{0: 'person', 1: "driver's seat", 2: 'caf\\xe9', 79: 'it\\'s'}`)
    expect(names).toEqual(
      new Map([
        [0, 'person'],
        [1, 'driver’s seat'.replace('’', "'")],
        [2, 'café'],
        [79, "it's"],
      ]),
    )
  })

  it.each([
    ['[640, 480]', [640, 480]],
    ['(1,)', [1]],
    ['{}', new Map()],
    [
      "{'nms': True, 'half': False, 'x': None}",
      new Map(Object.entries({ nms: true, half: false, x: null })),
    ],
    [' -1.5e2 ', -150],
  ])('%s is read', (text, value) => {
    expect(parsePython(text)).toEqual(value)
  })

  it.each([
    '',
    "{0: 'a'",
    "{0: 'a'} # and more",
    "{0 'a'}",
    "'open",
    '__import__("os")',
    '[1, , 2]',
    '['.repeat(5000),
    "'\\q'",
    '{[1]: 2}',
  ])('%s is refused as a whole', (text) => {
    expect(parsePython(text)).toBeUndefined()
  })

  it('of any names comes back as it was', () => {
    const name = string({ unit: 'grapheme-ascii' })
    const comesBack = property(array(name), (names) => {
      const items = names.map((text, index) => `${index}: ${JSON.stringify(text)}`)
      const read = parsePython(`{${items.join(', ')}}`)
      return (
        JSON.stringify([...(read as Map<number, string>)]) === JSON.stringify([...names.entries()])
      )
    })
    expect(() => assert(comesBack, { seed: 7, numRuns: 500 })).not.toThrow()
  })

  it('never makes the reader throw, whatever it is', () => {
    const isRead = property(string({ unit: 'binary' }), (text) => {
      parsePython(`{${text}`)
      parsePython(text)
    })
    expect(() => assert(isRead, { seed: 7, numRuns: 500 })).not.toThrow()
  })
})
