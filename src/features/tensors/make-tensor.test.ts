import { describe, expect, it } from 'vitest'
import { VitrineError } from '../../protocol/errors.ts'
import type { GraphValue } from '../../protocol/graph.ts'
import type { PlainTensor } from '../../protocol/tasks.ts'
import { usualDraft, usualInput, type InputDraft } from './draft.ts'
import { makeTensors } from './make-tensor.ts'

const value = (parts: Partial<GraphValue>): GraphValue => ({
  name: 'x',
  type: 'float32',
  dims: ['batch', 3],
  isTensor: true,
  ...parts,
})

/** The tensor that one input becomes with these entries in the form. */
function made(
  input: GraphValue,
  entries: Partial<InputDraft>,
  sizes: Readonly<Record<string, string>> = {},
): PlainTensor | undefined {
  const usual = usualDraft([input])
  const draft = {
    inputs: new Map([[input.name, { ...usualInput(input), ...entries }]]),
    sizes: new Map([...usual.sizes, ...Object.entries(sizes)]),
  }
  return makeTensors([input], draft)[input.name]
}

const typed = (input: GraphValue, text: string, sizes = {}) =>
  made(input, { fill: 'typed', typed: text }, sizes)

function problem(make: () => unknown): string {
  try {
    make()
  } catch (error) {
    if (error instanceof VitrineError) return `${error.code}: ${error.facts['problem']}`
  }
  return 'none'
}

describe('the tensor of an input', () => {
  it('takes open sizes from the form, or from brackets', () => {
    expect(typed(value({}), '1 2 3')).toEqual({ type: 'float32', dims: [1, 3], data: [1, 2, 3] })
    expect(typed(value({}), '1 2 3 4 5 6', { batch: '2' })?.dims).toEqual([2, 3])
    expect(typed(value({}), '[[1, 2, 3], [4, 5, 6]]')?.dims).toEqual([2, 3])
    expect(typed(value({ dims: [-1, 0] }), '[[1, 2]]')?.dims).toEqual([1, 2])
    expect(typed(value({ dims: [] }), '5')?.dims).toEqual([])
    expect(typed(value({ dims: [] }), '[5, 6]')?.dims).toEqual([2])
  })

  it('is filled with zeros, ones, a count or seeded numbers', () => {
    expect(made(value({}), { fill: 'zeros' })?.data).toEqual([0, 0, 0])
    expect(made(value({ type: 'bool' }), { fill: 'ones' })?.data).toEqual([true, true, true])
    expect(made(value({}), { fill: 'range' })?.data).toEqual([0, 1, 2])
    const long = made(value({ type: 'int8', dims: [130] }), { fill: 'range' })?.data
    expect(long?.slice(126)).toEqual([126, 127, 0, 1])

    const random = (seed: string) => made(value({}), { fill: 'random', seed })?.data
    expect(random('7')).toEqual(random('7'))
    expect(random('7')).not.toEqual(random('8'))
  })

  it('may be empty, as the cache of a decoder is at first', () => {
    const cache = value({ name: 'past.0', dims: ['batch', 2, 'past_sequence_length', 4] })
    expect(made(cache, {})).toEqual({ type: 'float32', dims: [1, 2, 0, 4], data: [] })
  })

  it('keeps what numbers cannot hold, and what is no number', () => {
    const long = value({ type: 'int64', dims: [2] })
    expect(typed(long, '9223372036854775807, -5')?.data).toEqual(['9223372036854775807', -5])
    expect(typed(value({ dims: [4] }), 'nan, -inf, Infinity, 1e-3')?.data).toEqual([
      'NaN',
      '-Infinity',
      'Infinity',
      0.001,
    ])
    expect(typed(value({ type: 'bool', dims: [3] }), 'True, 0, false')?.data).toEqual([
      true,
      false,
      false,
    ])
    expect(typed(value({ type: 'string', dims: [2] }), 'a b, 2')?.data).toEqual(['a b', '2'])
    expect(typed(value({ type: 'string', dims: [2] }), '')?.data).toEqual(['', ''])
  })

  it.each<[what: string, make: () => unknown, says: string]>([
    ['too few values', () => typed(value({}), '1'), 'It has 1 value; the shape [1, 3] holds 3'],
    [
      'brackets of another shape',
      () => typed(value({}), '[[1, 2]]'),
      'Its brackets give [1, 2]; the model takes [batch, 3]',
    ],
    ['a word', () => typed(value({}), '1, 2, x'), '“x” is not a value of type float32'],
    ['hexadecimal', () => typed(value({}), '1, 2, 0x3'), '“0x3” is not a value of type float32'],
    [
      'an integer out of range',
      () => typed(value({ type: 'uint8', dims: [1] }), '256'),
      '“256” is not a value of type uint8',
    ],
    [
      'a fraction for an integer',
      () => typed(value({ type: 'int32', dims: [1] }), '1.5'),
      '“1.5” is not a value of type int32',
    ],
    [
      'a size that is none',
      () => made(value({}), { fill: 'zeros' }, { batch: '-1' }),
      'The size “batch” must be a whole number, 0 or more',
    ],
    [
      'a size beyond all measure',
      () => made(value({}), { fill: 'zeros' }, { batch: '999999999' }),
      'It would have 2,999,999,997 values; 12,000,000 is the most that can be given here',
    ],
    [
      'a seed that is none',
      () => made(value({}), { fill: 'random', seed: '' }),
      'The seed must be a whole number from 0 to 4,294,967,295',
    ],
  ])('refuses %s in a sentence', (_, make, says) => {
    expect(problem(make)).toBe(`tensor-invalid: ${says}`)
  })

  it('refuses types that cannot be given', () => {
    expect(problem(() => made(value({ type: 'bfloat16' }), {}))).toMatch(/^type-unavailable/)
    expect(problem(() => made(value({ isTensor: false }), {}))).toMatch(/^type-unavailable/)
  })

  it('has its place also under a name that means something to JavaScript', () => {
    const inputs = [value({ name: '__proto__' })]
    expect(Object.keys(makeTensors(inputs, usualDraft(inputs)))).toEqual(['__proto__'])
  })
})
