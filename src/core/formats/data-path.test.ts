import { array, check, constantFrom, oneof, property, string, stringMatching } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { collision, plainPath } from './data-path.ts'

const seed = 20261120
console.info(`fast-check seed of the path properties: ${seed}`)
const runs = { numRuns: 10_000, seed }

describe('a path inside a folder', () => {
  it.each([
    ['weights.bin', 'weights.bin'],
    ['./weights.bin', 'weights.bin'],
    ['onnx//model.onnx_data', 'onnx/model.onnx_data'],
    ['a/./b/', 'a/b'],
    ['Gewichte für Anna.bin', 'Gewichte für Anna.bin'],
    ['..hidden/.config', '..hidden/.config'],
    ['100%.bin', '100%.bin'],
    ['sounds/what?.bin', 'sounds/what?.bin'],
    ['layer 1/conv:0', 'layer 1/conv:0'],
  ])('“%s” is %s', (given, path) => {
    expect(plainPath(given)).toBe(path)
  })
})

describe('refused', () => {
  it.each([
    '',
    '.',
    './',
    '/',
    '..',
    '../../etc/passwd',
    'a/../../b',
    'a/..',
    '/etc/passwd',
    '//evil.example/w.bin',
    '/dev/random',
    'https://evil.example/w.bin',
    './https://evil.example/w.bin',
    'file:w.bin',
    'javascript:alert(1)',
    'C:\\weights.bin',
    'c:weights.bin',
    'a\\..\\b',
    'a\0b',
    '.\t./b',
    'a\n',
    ' https://evil.example/w.bin',
    'a/.. /b',
    'a/.../b',
    'a/..?b',
    '..#b',
    '%2e%2e/b',
    '.%2E/b',
    'a%2f..%2fb',
    'a%5C..%5Cb',
    'a%00',
    '%252e%252e/b',
    '\uD800.bin',
    '*/_ORT_MEM_ADDR_/*',
    'a/'.repeat(101),
    'x'.repeat(1025),
  ])('%j', (given) => {
    expect(plainPath(given)).toBeUndefined()
  })
})

/** Text made of what such attacks are made of. */
const nasty = array(
  oneof(
    constantFrom(
      '..',
      '.',
      '/',
      '//',
      '\\',
      ':',
      '%2e',
      '%2F',
      ' ',
      '\t',
      '\0',
      'C:',
      'a',
      '?',
      '#',
    ),
    string({ unit: 'binary', maxLength: 4 }),
  ),
  { maxLength: 12 },
).map((pieces) => pieces.join(''))

const holds = { failed: false, counterexample: null }

describe('whatever is given', () => {
  it('a path that is let through stays below its folder, for an URL parser too', () => {
    const base = 'https://here.example/models/demo/'
    const staysBelow = property(nasty, (given) => {
      const path = plainPath(given)
      if (path === undefined) return true
      const isBelow = new URL(path, base).href.startsWith(base)
      return isBelow && !path.split('/').includes('..') && !/^\/|\\|\0/.test(path)
    })
    expect(check(staysBelow, runs)).toMatchObject(holds)
  })

  it('a plain path is plain already', () => {
    const isFixed = property(nasty, (given) => {
      const path = plainPath(given)
      return path === undefined || plainPath(path) === path
    })
    expect(check(isFixed, runs)).toMatchObject(holds)
  })

  it('ordinary names pass as they are', () => {
    const name = stringMatching(/^[A-Za-z][\w-]{0,20}(\.[a-z]{1,5})?$/)
    const passes = property(array(name, { minLength: 1, maxLength: 8 }), (parts) => {
      const path = parts.join('/')
      return plainPath(path) === path
    })
    expect(check(passes, runs)).toMatchObject(holds)
  })
})

describe('paths that not every file system tells apart', () => {
  it('are found by case and by accent', () => {
    expect(collision(['a/W.bin', 'b', 'a/w.bin'])).toEqual(['a/W.bin', 'a/w.bin'])
    expect(collision(['é', 'e\u0301'])).toEqual(['é', 'e\u0301'])
  })

  it('are not the same path twice', () => {
    expect(collision(['a', 'b', 'a'])).toBeUndefined()
  })
})
