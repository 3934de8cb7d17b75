import { isFreeDim } from '../../core/tensors/tensor.ts'
import type { GraphValue } from '../../protocol/graph.ts'
import { elementTypeOf } from './element-type.ts'

/** Where an input's values come from. */
export const fills = ['typed', 'zeros', 'ones', 'random', 'range'] as const
export type Fill = (typeof fills)[number]

/** One input as it stands in the form. */
export interface InputDraft {
  readonly fill: Fill
  /** What was typed; it stays when another fill is chosen. */
  readonly typed: string
  readonly seed: string
}

export interface Draft {
  /** By input name. */
  readonly inputs: ReadonlyMap<string, InputDraft>
  /** By the name that `sizeName` gives an open dimension. */
  readonly sizes: ReadonlyMap<string, string>
}

/** An open dimension of an input, to be filled in. */
export interface OpenSize {
  readonly axis: number
  /** Inputs that use the same symbolic name share it: they have to agree. */
  readonly name: string
  /** What the graph calls it, if anything. */
  readonly symbol: string | undefined
}

export function openSizes({ name, dims }: GraphValue): readonly OpenSize[] {
  return dims.flatMap((size, axis) => {
    if (!isFreeDim(size)) return []
    const symbol = typeof size === 'number' || size === '?' || size === '' ? undefined : size
    return [{ axis, name: symbol ?? `${name} ${axis}`, symbol }]
  })
}

export function fillsOf({ type }: GraphValue): readonly Fill[] {
  const kind = elementTypeOf(type)?.kind
  if (kind === undefined || kind === 'string') return ['typed']
  return kind === 'boolean' ? ['typed', 'zeros', 'ones', 'random'] : fills
}

/** What the first run takes when nobody has touched anything: values that most graphs accept. */
export function usualDraft(inputs: readonly GraphValue[]): Draft {
  return {
    inputs: new Map(inputs.map((input) => [input.name, usualInput(input)])),
    sizes: new Map(inputs.flatMap(openSizes).map(({ name }) => [name, usualSize(name)])),
  }
}

export function usualInput({ name, type }: GraphValue): InputDraft {
  return { fill: usualFill(name, type), typed: '', seed: '1' }
}

function usualFill(name: string, type: string): Fill {
  const kind = elementTypeOf(type)?.kind
  if (kind === undefined || kind === 'string') return 'typed'
  // A mask of nothing but zeros hides everything; 0 is an index that every vocabulary has.
  if (/mask/i.test(name)) return 'ones'
  return kind === 'float' ? 'random' : 'zeros'
}

/** A decoder starts with a cache of nothing. */
function usualSize(name: string): string {
  return /^past_\w*$/.test(name) ? '0' : '1'
}
