import { plural } from '../../ui/format.ts'
import { countsOf, mostThings, type Thing } from './things.ts'

/** More kinds than this in one sentence nobody listens to. */
const mostKinds = 6

/** "5 things: 3 persons, 2 dogs" */
export function summary(things: readonly Thing[]): string {
  if (things.length === 0) return 'Nothing found.'
  const counts = countsOf(things)
  const named = counts.slice(0, mostKinds).map(({ name, count }) => several(count, name))
  const rest = counts.length - named.length
  const kinds = rest > 0 ? [...named, `and ${plural(rest, 'other kind')}`] : named
  return `${numberWords(things)}: ${kinds.join(', ')}.`
}

export function numberWords({ length }: readonly Thing[]): string {
  return length === mostThings ? `the ${length} most certain` : plural(length, 'thing')
}

/** Those of the usual class lists that an "s" does not do for. */
const irregular: Readonly<Record<string, string>> = {
  sheep: 'sheep',
  skis: 'skis',
  scissors: 'scissors',
  broccoli: 'broccoli',
  mouse: 'mice',
  knife: 'knives',
  people: 'people',
}

/** "3 dogs"; of names that are no plain words, "3 × class_7". */
function several(count: number, name: string): string {
  if (count === 1) return `1 ${name}`
  const known = irregular[name]
  if (known !== undefined) return `${count} ${known}`
  if (!/^[a-z]+( [a-z]+)*$/i.test(name)) return `${count} × ${name}`
  if (/(s|x|ch|sh)$/.test(name)) return `${count} ${name}es`
  return `${count} ${name.replace(/([^aeiou])y$/, '$1ie')}s`
}
