import { exampleKey, packedKeys } from '../../protocol/shared-link.ts'
import { plural } from '../../ui/format.ts'

/** What a link may carry, as the person who makes it sees it. Each part can be left out. */
export interface LinkPart {
  readonly kind: 'input' | 'settings'
  /** For the sentence, as in "the prompt (43 characters)". */
  readonly words: string
  /** Of the state that belongs to it. */
  readonly keys: readonly string[]
}

/** The keys that the demos write, and what they are to a person. A key that is new here counts as a setting. */
const texts: ReadonlyMap<string, string> = new Map([
  ['prompt', 'the prompt'],
  ['text', 'the text'],
  ['first', 'the first text'],
  ['second', 'the second text'],
])
/** Which of two tabs is open: it goes along with whatever is sent. */
const silent: ReadonlySet<string> = new Set(['mode', ...Object.values(packedKeys)])

/**
 * @param state what stands in the address
 * @param titleOf what an example picture is called
 */
export function partsOf(
  state: URLSearchParams,
  titleOf: (image: string) => string | undefined,
): readonly LinkPart[] {
  const entries = [...state].filter(([key]) => !silent.has(key))
  const inputs = entries.flatMap(([key, value]) => {
    const words = inputWords(key, value, titleOf)
    return words === undefined ? [] : [{ key, words }]
  })
  const given = new Set(inputs.map(({ key }) => key))
  const chosen = entries.map(([key]) => key).filter((key) => !given.has(key))
  const parts: LinkPart[] = []
  if (inputs.length > 0) {
    parts.push({
      kind: 'input',
      words: listWords(inputs.map(({ words }) => words)),
      keys: [...given],
    })
  }
  if (chosen.length > 0) {
    parts.push({ kind: 'settings', words: plural(chosen.length, 'setting'), keys: chosen })
  }
  return parts
}

function inputWords(
  key: string,
  value: string,
  titleOf: (image: string) => string | undefined,
): string | undefined {
  const text = texts.get(key)
  if (text !== undefined) return `${text} (${plural(Array.from(value).length, 'character')})`
  if (key === 'features') return rowWords(value)
  if (key === exampleKey) return `which example is shown (“${titleOf(value) ?? value}”)`
  if (key.startsWith('values.')) {
    return `what was typed for “${key.slice('values.'.length)}” (${plural(value.length, 'character')})`
  }
  return undefined
}

function rowWords(json: string): string {
  try {
    const row: unknown = JSON.parse(json)
    const count = typeof row === 'object' && row !== null ? Object.keys(row).length : 0
    return `the row (${plural(count, 'value')})`
  } catch {
    return 'the row'
  }
}

/** "a", "a and b", "a, b and c". */
export function listWords(parts: readonly string[]): string {
  if (parts.length < 2) return parts.join('')
  return `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`
}

/** The state without the parts that are to stay here. */
export function stateWith(state: URLSearchParams, left: readonly LinkPart[]): URLSearchParams {
  const keys = new Set([...left.flatMap((part) => part.keys), ...Object.values(packedKeys)])
  return new URLSearchParams([...state].filter(([key]) => !keys.has(key)))
}
