import type Papa from 'papaparse'
import { createRecordFinder, linesIn, type RecordSyntax } from '../../core/formats/csv-record.ts'
import { tableLimits } from '../../core/table/table-limits.ts'
import type { ReadRow } from '../../pipelines/tabular.ts'
import { checkWidth, tamed, unreadable, type RowParser } from './row-parser.ts'

interface Options {
  readonly delimiter: ',' | ';' | '\t' | '|'
  readonly newline: '\n' | '\r'
  /** The first record names the columns. */
  readonly header: boolean
}

/** Records that follow each other and are split in one go. */
interface Run {
  readonly from: number
  readonly lines: number[]
  readonly endsQuoted: boolean[]
}

/**
 * Papa's own streamers are passed by: they decode each piece of a file by itself, so that a character on the border is
 * torn, and do not count lines. Its `Parser`, which they use themselves, is public in the pinned version 5.7.1 and takes
 * text: here it gets whole records only, in which every quote is right (`core/formats/csv-record.ts`).
 */
export function createDelimitedParser(papa: typeof Papa, options: Options): RowParser {
  const { delimiter, newline } = options
  const syntax: RecordSyntax = { delimiter, newline, longestCell: tableLimits.cellLength }
  const parser = new papa.Parser({ delimiter, newline, quoteChar: '"' })
  let rest = ''
  let line = 1
  let header: readonly string[] | undefined
  let rows: ReadRow[] = []

  function split(text: string): string[][] {
    const whole = text.endsWith(newline) ? text : text + newline
    const { data } = parser.parse(whole, 0, false) as { data: string[][] }
    // Behind the last newline it finds one more record, of nothing.
    data.pop()
    return data
  }

  function add(cells: string[], lines: number, endsQuoted: boolean, mayHoldZero: boolean): void {
    const last = cells.length - 1
    // Of CR LF.
    if (!endsQuoted && newline === '\n' && cells[last]!.endsWith('\r')) {
      cells[last] = cells[last]!.slice(0, -1)
    }
    const at = line
    line += lines
    // An empty line is no row, except in a table of one column.
    if (last === 0 && cells[0] === '' && header?.length !== 1) return
    if (header === undefined) {
      header = named(cells)
      if (options.header) return
    }
    rows.push(tamed({ line: at, cells }, header.length, mayHoldZero))
  }

  function named(cells: readonly string[]): readonly string[] {
    checkWidth(cells.length)
    return options.header ? cells : cells.map((_, index) => `column_${index + 1}`)
  }

  function addUnquoted(text: string, isLast: boolean, mayHoldZero: boolean): number {
    const end = isLast ? text.length : text.lastIndexOf(newline) + 1
    if (end > 0) for (const cells of split(text.slice(0, end))) add(cells, 1, false, mayHoldZero)
    return end
  }

  function addQuoted(text: string, isLast: boolean, mayHoldZero: boolean): number {
    const endOf = createRecordFinder(text, syntax, isLast)
    let start = 0
    let run: Run = { from: 0, lines: [], endsQuoted: [] }
    const flush = () => {
      if (run.lines.length === 0) return
      for (const [index, cells] of split(text.slice(run.from, start)).entries()) {
        add(cells, run.lines[index]!, run.endsQuoted[index]!, mayHoldZero)
      }
    }
    while (start < text.length) {
      const found = endOf(start)
      if (found.status === 'open') break
      if (found.status === 'whole') {
        run.lines.push(linesIn(text, start, found.end, newline))
        run.endsQuoted.push(found.endsQuoted)
      } else {
        flush()
        addBad(text.slice(start, found.end), found.problem)
        run = { from: found.end, lines: [], endsQuoted: [] }
      }
      start = found.end
    }
    flush()
    return start
  }

  function addBad(text: string, problem: string): void {
    if (header === undefined && options.header) throw unreadable(`Line ${line}: ${problem}`)
    const cells = text.slice(0, 1000).trimEnd().split(delimiter)
    header ??= named(cells)
    rows.push({ line: line++, cells: cells.slice(0, header.length), problem: `${problem}.` })
  }

  return {
    header: () => header ?? [],
    push(text, isLast) {
      rows = []
      const all = rest + text
      const addAll = all.includes('"') ? addQuoted : addUnquoted
      rest = all.slice(addAll(all, isLast, all.includes('\0')))
      if (rest.length > tableLimits.recordLength) {
        const most = tableLimits.recordLength.toLocaleString('en')
        throw unreadable(`Line ${line} is longer than ${most} characters`)
      }
      return rows
    },
  }
}
