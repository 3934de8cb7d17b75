import { linesIn } from '../../core/formats/csv-record.ts'
import { endOfValue } from '../../core/formats/json-values.ts'
import { tableLimits } from '../../core/table/table-limits.ts'
import type { ReadRow } from '../../pipelines/tabular.ts'
import { checkWidth, tamed, unreadable, type RowParser } from './row-parser.ts'

/** Objects of names and cells: one a line, or as the elements of a list. Columns stand in the order in which they come. */
export function createJsonParser(): RowParser {
  const places = new Map<string, number>()
  let form: 'unknown' | 'lines' | 'list' | 'ended' = 'unknown'
  let rest = ''
  let line = 1
  let rows: ReadRow[] = []

  function add(text: string): void {
    const row = { line, cells: [] as string[] }
    let problem: string | undefined
    const found = parsed(text)
    if (typeof found === 'string') {
      rows.push({ ...row, problem: found })
      return
    }
    // `entries`: a key may be "__proto__". Columns that it does not have stay empty.
    for (const [name, value] of Object.entries(found)) {
      let place = places.get(name)
      if (place === undefined) {
        place = places.size
        checkWidth(place + 1)
        places.set(name, place)
      }
      while (row.cells.length < place) row.cells.push('')
      const cell = cellText(value)
      if (cell === undefined) problem = 'It is nested too deeply.'
      row.cells[place] = cell ?? ''
    }
    const tame = tamed(row, places.size, text.includes(String.raw`\u0000`))
    rows.push(problem === undefined ? tame : { ...tame, problem })
  }

  function addLines(text: string, isLast: boolean): number {
    let start = 0
    while (start < text.length) {
      const newlineAt = text.indexOf('\n', start)
      if (newlineAt < 0 && !isLast) break
      const end = newlineAt < 0 ? text.length : newlineAt
      const one = text.slice(start, end).trim()
      if (one !== '') add(one)
      line++
      start = end + 1
    }
    return start
  }

  function addElements(text: string, isLast: boolean): number {
    let start = 0
    for (;;) {
      const next = nextOf(text, start)
      line += linesIn(text, start, next, '\n')
      start = next
      if (start === text.length) return start
      if (text[start] === ']') {
        form = 'ended'
        return text.length
      }
      const end = endOfValue(text, start, isLast)
      if (end < 0) return start
      add(text.slice(start, end))
      line += linesIn(text, start, end, '\n')
      start = end
    }
  }

  return {
    header: () => [...places.keys()],
    push(text, isLast) {
      rows = []
      let all = rest + text
      if (form === 'unknown') {
        const opening = all.trimStart()
        form = opening.startsWith('[') ? 'list' : 'lines'
        if (form === 'list') {
          line += linesIn(all, 0, all.length - opening.length, '\n')
          all = opening.slice(1)
        }
        if (opening === '') form = 'unknown'
      }
      if (form === 'lines') rest = all.slice(addLines(all, isLast))
      else if (form === 'list') rest = all.slice(addElements(all, isLast))
      else rest = form === 'unknown' ? all : ''
      if (rest.length > tableLimits.recordLength) {
        const most = tableLimits.recordLength.toLocaleString('en')
        throw unreadable(`What begins in line ${line} is longer than ${most} characters`)
      }
      if (isLast && form === 'list') {
        rows.push({ line, cells: [], problem: 'The list does not end: rows may be missing.' })
      }
      return rows
    },
  }
}

/** Past what may stand between two elements. */
function nextOf(text: string, start: number): number {
  const mark = /[^\s,]/g
  mark.lastIndex = start
  return mark.exec(text)?.index ?? text.length
}

/** The object, or why it is none. */
function parsed(text: string): object | string {
  try {
    const value: unknown = JSON.parse(text)
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? value : 'It is no object of names and values.'
  } catch {
    return 'It is no valid JSON.'
  }
}

/** undefined where it is nested more deeply than the stack. */
function cellText(value: unknown): string | undefined {
  if (typeof value === 'string') return value
  try {
    return value === null ? '' : JSON.stringify(value)
  } catch {
    return undefined
  }
}
