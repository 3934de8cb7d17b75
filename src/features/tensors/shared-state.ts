import type { GraphValue } from '../../protocol/graph.ts'
import { mostStateCharacters } from '../../protocol/shared-link.ts'
import { fillsOf, openSizes, usualDraft, usualInput, type Draft } from './draft.ts'

/** The form as it travels behind the "#" of an address: what is not said is as usual. */
export function writeShared(inputs: readonly GraphValue[], draft: Draft): URLSearchParams {
  const state = new URLSearchParams()
  const usual = usualDraft(inputs)
  for (const [name, size] of draft.sizes) {
    if (size !== usual.sizes.get(name)) state.set(`size.${name}`, size)
  }
  for (const input of inputs) {
    const { fill, typed, seed } = draft.inputs.get(input.name) ?? usualInput(input)
    if (fill === 'typed' && typed !== '') state.set(`values.${input.name}`, typed)
    else if (fill !== usualInput(input).fill) state.set(`fill.${input.name}`, fill)
    if (fill === 'random' && seed !== '1') state.set(`seed.${input.name}`, seed)
  }
  return String(state).length > mostStateCharacters ? new URLSearchParams() : state
}

/** What an address says, with the usual where it says nothing or something that will not do. */
export function readShared(inputs: readonly GraphValue[], state: URLSearchParams): Draft {
  const usual = usualDraft(inputs)
  const sizes = new Map(
    inputs.flatMap(openSizes).map(({ name }) => {
      const size = state.get(`size.${name}`) ?? ''
      return [name, /^\d{1,9}$/.test(size) ? size : (usual.sizes.get(name) ?? '1')]
    }),
  )
  const drafts = inputs.map((input) => {
    const { fill, typed, seed } = usualInput(input)
    const values = state.get(`values.${input.name}`)
    const asked = fillsOf(input).find((known) => known === state.get(`fill.${input.name}`))
    const draft = {
      fill: values === null ? (asked ?? fill) : ('typed' as const),
      typed: values ?? typed,
      seed: state.get(`seed.${input.name}`) ?? seed,
    }
    return [input.name, draft] as const
  })
  return { sizes, inputs: new Map(drafts) }
}
