import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/**
 * The examples of a page of docs/ that have a name: those whose first line says one behind the language, such as
 * "```html plain.html".
 */
export function docExamples(page: string): ReadonlyMap<string, string> {
  const text = readFileSync(fileURLToPath(new URL(`../../docs/${page}`, import.meta.url)), 'utf8')
  const named = text.matchAll(/^```\w+ (\S+)\n(.*?)^```$/gms)
  return new Map(Array.from(named, ([, name = '', code = '']) => [name, code] as const))
}
