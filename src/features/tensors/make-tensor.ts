import { createRandom } from '../../core/decoding/random.ts'
import { elementCount, isFreeDim } from '../../core/tensors/tensor.ts'
import { VitrineError } from '../../protocol/errors.ts'
import type { GraphValue } from '../../protocol/graph.ts'
import type { PlainTensor } from '../../protocol/tasks.ts'
import { openSizes, type Draft, type InputDraft } from './draft.ts'
import { elementTypeOf, type ElementType } from './element-type.ts'
import { readElement } from './read-element.ts'
import { parseValues } from './parse-values.ts'

type Element = PlainTensor['data'][number]

/** They cross to the worker one by one; a picture of 2000 × 2000 still goes. */
const mostElements = 12_000_000

/**
 * What the form says of every input.
 * @throws VitrineError `tensor-invalid` for the first input that will not do, `type-unavailable`
 */
export function makeTensors(
  inputs: readonly GraphValue[],
  draft: Draft,
): Record<string, PlainTensor> {
  // Not an object literal: an input may be called "__proto__".
  return Object.fromEntries(inputs.map((input) => [input.name, makeTensor(input, draft)]))
}

function makeTensor(input: GraphValue, draft: Draft): PlainTensor {
  const { name, type } = input
  const element = input.isTensor ? elementTypeOf(type) : undefined
  if (element === undefined) throw new VitrineError('type-unavailable', { value: name, type })
  const values = draft.inputs.get(name) ?? { fill: 'typed', typed: '', seed: '1' }
  if (values.fill === 'typed') return typedTensor(input, values.typed, draft, element)
  const dims = dimsOf(input, draft)
  const count = elementCount(dims)
  if (count > mostElements) throw tooMany(name, count)
  return { type, dims, data: filled(name, values, element, count) }
}

function typedTensor(
  input: GraphValue,
  text: string,
  draft: Draft,
  element: ElementType,
): PlainTensor {
  const { name, type } = input
  const result = parseValues(text, element.kind === 'string')
  if ('problem' in result) throw invalid(name, result.problem)
  const { words, dims: written } = result.typed
  if (words.length > mostElements) throw tooMany(name, words.length)
  // Brackets over brackets say the shape themselves; one row of values only fills it.
  const isShaped = written !== undefined && (written.length > 1 || input.dims.length < 2)
  const dims = isShaped ? fitting(input, written) : dimsOf(input, draft)
  const count = elementCount(dims)
  // An empty field is an empty text.
  if (element.kind === 'string' && text.trim() === '' && count <= mostElements) {
    return { type, dims, data: Array.from({ length: count }, () => '') }
  }
  if (words.length !== count) {
    const shape = dims.length === 0 ? 'a scalar' : `the shape [${dims.join(', ')}]`
    throw invalid(
      name,
      `It has ${valuesWords(words.length)}; ${shape} holds ${count.toLocaleString('en-US')}`,
    )
  }
  const data = words.map((word) => {
    const value = readElement(word, element)
    if (value !== undefined) return value
    throw invalid(name, `“${shorten(word.text)}” is not a value of type ${type}`)
  })
  return { type, dims, data }
}

/** The shape that the brackets give, if the graph can take it. */
function fitting({ name, dims }: GraphValue, written: readonly number[]): readonly number[] {
  // A graph that names no sizes means a scalar, or anything at all: the runtime knows which.
  if (dims.length === 0) return written
  const fits =
    written.length === dims.length &&
    dims.every((size, axis) => isFreeDim(size) || size === written[axis])
  if (fits) return written
  throw invalid(
    name,
    `Its brackets give [${written.join(', ')}]; the model takes [${dims.join(', ')}]`,
  )
}

/** The graph's own sizes, and those of the form where the graph leaves them open. */
function dimsOf(input: GraphValue, { sizes }: Draft): readonly number[] {
  const open = new Map(openSizes(input).map((size) => [size.axis, size]))
  return input.dims.map((size, axis) => {
    if (typeof size === 'number' && !isFreeDim(size)) return size
    const { name = '', symbol } = open.get(axis) ?? {}
    const raw = sizes.get(name)?.trim() ?? ''
    const value = raw === '' ? NaN : Number(raw)
    if (Number.isSafeInteger(value) && value >= 0) return value
    const what = symbol === undefined ? `size of axis ${axis}` : `size “${shorten(symbol)}”`
    throw invalid(input.name, `The ${what} must be a whole number, 0 or more`)
  })
}

function filled(
  name: string,
  { fill, seed }: InputDraft,
  element: ElementType,
  count: number,
): readonly Element[] {
  const isBoolean = element.kind === 'boolean'
  const make = (of: (index: number) => Element) =>
    Array.from({ length: count }, (_, index) => of(index))
  if (fill === 'zeros') return make(() => (isBoolean ? false : 0))
  if (fill === 'ones') return make(() => (isBoolean ? true : 1))
  if (fill === 'range') {
    // Small integers start over at 0 when they are full.
    const limit = element.kind === 'integer' ? Number(element.max) + 1 : Infinity
    return make((index) => index % limit)
  }
  const start = seed.trim() === '' ? NaN : Number(seed)
  if (!Number.isInteger(start) || start < 0 || start > 2 ** 32 - 1) {
    throw invalid(name, 'The seed must be a whole number from 0 to 4,294,967,295')
  }
  const random = createRandom(start)
  if (isBoolean) return make(() => random() < 0.5)
  return element.kind === 'integer' ? make(() => Math.floor(random() * 10)) : make(random)
}

function tooMany(name: string, count: number): VitrineError {
  const [has, most] = [count, mostElements].map((number) => number.toLocaleString('en-US'))
  return invalid(name, `It would have ${has} values; ${most} is the most that can be given here`)
}

function invalid(tensor: string, problem: string): VitrineError {
  return new VitrineError('tensor-invalid', { tensor, problem })
}

function valuesWords(count: number): string {
  return count === 1 ? '1 value' : `${count.toLocaleString('en-US')} values`
}

function shorten(text: string): string {
  return text.length <= 30 ? text : `${text.slice(0, 29)}…`
}
