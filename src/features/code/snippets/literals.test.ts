import { execFileSync } from 'node:child_process'
import { Script } from 'node:vm'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { evaluatePython } from '../../../testing/code-syntax.ts'
import { python } from '../../../testing/python-program.ts'
import {
  commentText,
  jsLiteral,
  pythonLiteral,
  shellWord,
  textLiteral,
  type PlainValue,
} from './literals.ts'

/** What breaks out of strings, in several languages, beside what fast-check thinks of itself. */
const nasty = fc.constantFrom(
  '"',
  "'",
  '`',
  '\\',
  '\n',
  '\r',
  '\u2028',
  '${x}',
  '$(x)',
  '{x}',
  '"""',
  '*/',
  '</script>',
  '!!',
  '\u202e',
  '\ud800',
  '\0',
)
const text = fc
  .array(fc.oneof(nasty, fc.string({ unit: 'binary' }), fc.string()))
  .map((parts) => parts.join(''))
const value = fc.letrec<{ value: never }>((tie) => ({
  value: fc.oneof(
    text,
    fc.double(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(fc.oneof(text, fc.constant('__proto__')), tie('value'), { maxKeys: 4 }),
  ) as fc.Arbitrary<never>,
})).value

describe('a value in JavaScript', () => {
  it('is the value again when the code is run, whatever it holds', () => {
    fc.assert(
      fc.property(value, (given) => {
        const found: unknown = new Script(`(${jsLiteral(given)})`).runInThisContext()
        expect(found).toEqual(given)
      }),
    )
  })

  it('can have a name that objects have by themselves', () => {
    const given: unknown = JSON.parse('{"__proto__": 1}')
    const found = new Script(`(${jsLiteral(given as never)})`).runInThisContext() as object
    expect(Object.keys(found)).toEqual(['__proto__'])
  })
})

describe.skipIf(python === undefined)('a value in Python', () => {
  it('is the value again, whatever it holds', () => {
    // Of numbers JSON has fewer than Python and we: infinities and their like are looked at below.
    const given = fc.sample(value, 300).map((one): unknown => JSON.parse(JSON.stringify(one)))
    const codes = given.map((one) => pythonLiteral(one as PlainValue))
    expect(evaluatePython('answer = [eval(code) for code in given]', codes)).toEqual(given)
  })

  it('may be a number that JSON does not have', () => {
    const codes = [Infinity, -Infinity, NaN, -0].map(pythonLiteral)
    const said = evaluatePython('answer = [repr(eval(code)) for code in given]', codes)
    expect(said).toEqual(['inf', '-inf', 'nan', '-0.0'])
  })
})

describe('a word of a shell', () => {
  it('is the text again, but for the character 0 and halves of characters', () => {
    const words = fc
      .sample(text, 200)
      .map((one) => one.replaceAll('\0', '').replace(/\p{Surrogate}/gu, ''))
    const said = execFileSync('bash', ['-s'], {
      input: words.map((word) => `printf '%s\\0' ${shellWord(word)}\n`).join(''),
      encoding: 'utf8',
    })
    expect(said.split('\0').slice(0, -1)).toEqual(words)
  })
})

describe('a text in code', () => {
  it('shows no character that hides, or that turns the line around', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(textLiteral(given)).not.toMatch(
          /[\p{Cc}\u202a-\u202e\u2066-\u2069\u2028\u2029\ufeff]/u,
        )
      }),
    )
    expect(textLiteral('a\u202eb')).toBe('"a\\u202eb"')
  })

  it('stays in its line as a comment', () => {
    fc.assert(
      fc.property(text, (given) => {
        expect(commentText(given)).not.toMatch(/[\p{Cc}\u2028\u2029\u202e]/u)
      }),
    )
    expect(commentText('a\nimport os')).toBe('a import os')
    expect(commentText('x'.repeat(500))).toHaveLength(120)
  })
})
