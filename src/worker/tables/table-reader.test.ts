import * as fc from 'fast-check'
import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import { VitrineError } from '../../protocol/errors.ts'
import { encoded, plainReading, rowsOf, tableFile } from '../../testing/table-files.ts'
import { createTableReader } from './table-reader.ts'

const reader = createTableReader()
const read = (text: string, reading = plainReading) => rowsOf(reader, tableFile(text), reading)

const characters = {
  'utf-8': [
    ...Array.from('ab1 ,;|"\'\t\r\n=\\'),
    '""',
    '\r\n',
    'é',
    '漢',
    '😀',
    '\uFEFF',
    '\u2028',
  ],
  'windows-1252': [...Array.from('ab1 ,;|"\'\t\r\nÄéß'), '""', '\r\n'],
}

const tables = fc
  .record({
    encoding: fc.constantFrom('utf-8', 'utf-16le', 'utf-16be', 'windows-1252'),
    width: fc.integer({ min: 1, max: 4 }),
  })
  .chain(({ encoding, width }) => {
    const unit = fc.constantFrom(
      ...characters[encoding === 'windows-1252' ? 'windows-1252' : 'utf-8'],
    )
    // An empty line is no row of a table of one column that has no other.
    const cell = fc.string({ unit, maxLength: 5, minLength: width === 1 ? 1 : 0 })
    const row = fc.array(cell, { minLength: width, maxLength: width })
    return fc.record({
      encoding: fc.constant(encoding),
      table: fc.array(row, { minLength: 2, maxLength: 5 }),
      delimiter: fc.constantFrom(',', ';', '\t', '|'),
      newline: fc.constantFrom('\n', '\r\n', '\r'),
      quotes: fc.boolean(),
      mark: fc.boolean(),
      header: fc.boolean(),
      endsWithNewline: fc.boolean(),
      pieceBytes: fc.integer({ min: 1, max: 40 }),
    })
  })

describe('a table that Papa Parse wrote', () => {
  it('has the same cells when it is read in pieces of any size', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ table, encoding, mark, ...how }) => {
        const { delimiter, newline, quotes, header, endsWithNewline } = how
        const text = Papa.unparse(table, { delimiter, newline, quotes })
        const bytes = encoded(text + (endsWithNewline ? newline : ''), encoding, mark)
        const inPieces = createTableReader({ pieceBytes: how.pieceBytes })
        const reading = { ...plainReading, delimiter, encoding, header }
        const found = await rowsOf(inPieces, tableFile(bytes), reading)
        expect(found.cells).toEqual(header ? table.slice(1) : table)
        const places = Array.from(table[0]!, (_, index) => `column_${index + 1}`)
        expect(found.header).toEqual(header ? table[0] : places)
        expect(found.rows.filter(({ problem }) => problem !== undefined)).toEqual([])
      }),
      { numRuns: 10_000 },
    )
  })
})

describe('any text at all', () => {
  it('comes to rows no wider than the header, or to a sentence', { timeout: 120_000 }, async () => {
    const unit = fc.constantFrom(...Array.from('a1,"\n\r \0;{}[]:'), '""', '"\n"', '__proto__')
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit, maxLength: 40 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('delimited', 'json-lines'),
        async (text, pieceBytes, format) => {
          const whole = await outcomeOf(text, 1000, format)
          expect(await outcomeOf(text, pieceBytes, format)).toEqual(whole)
          if (typeof whole === 'string') return
          const lines = text.split(/\r\n|\n|\r/).length
          for (const { line, cells } of whole.rows) {
            expect(cells.length).toBeLessThanOrEqual(whole.header.length)
            expect(line).toBeGreaterThanOrEqual(1)
            expect(line).toBeLessThanOrEqual(lines)
          }
        },
      ),
      { numRuns: 10_000 },
    )
  })
})

describe('a look at any text at all', () => {
  it('finds a way to read it, or comes to a sentence', { timeout: 120_000 }, async () => {
    const unit = fc.constantFrom(...Array.from('ab1,.;\t|"\n\r {}[]:'), 'a,b\n', '""', '\n[{"a":1}')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, maxLength: 40 }), async (text) => {
        const looked = await lookOf(text)
        if (typeof looked === 'string') return
        const { reading, header, firstRows } = looked
        const columns = [...reading.columns, reading.truth ?? null]
        expect(columns.every((place) => place === null || place < header.length)).toBe(true)
        const found = await rowsOf(reader, tableFile(text), reading)
        expect(found.header).toEqual(header)
        expect(found.cells.slice(0, 20)).toEqual(firstRows)
      }),
      { numRuns: 10_000 },
    )
  })
})

async function lookOf(text: string) {
  try {
    return await reader.look(tableFile(text), ['a', 'b'], { classes: ['x', 'a'], targets: [] })
  } catch (error) {
    return problemOf(error)
  }
}

/** Anything else that is thrown is a defect. */
function problemOf(error: unknown): string {
  if (!(error instanceof VitrineError) || error.code !== 'table-unreadable') throw error
  return String(error.facts['problem'])
}

/** What is read, or the problem. */
async function outcomeOf(text: string, pieceBytes: number, format: 'delimited' | 'json-lines') {
  try {
    const inPieces = createTableReader({ pieceBytes })
    return await rowsOf(inPieces, tableFile(text), { ...plainReading, format })
  } catch (error) {
    return problemOf(error)
  }
}

describe('rows', () => {
  it('have the lines at which they begin, behind quoted newlines and empty lines too', async () => {
    const { rows } = await read('a,b\n1,"x\ny\nz"\n\n2,y\r\n"3",z\n')
    expect(rows).toEqual([
      { line: 2, cells: ['1', 'x\ny\nz'] },
      { line: 6, cells: ['2', 'y'] },
      { line: 7, cells: ['3', 'z'] },
    ])
  })

  it('keep quotes that stand in the middle of a cell', async () => {
    const { cells } = await read('size,name\n5",pipe "old"\n"6""","a, b"\n')
    expect(cells).toEqual([
      ['5"', 'pipe "old"'],
      ['6"', 'a, b'],
    ])
  })

  it('with too many cells are bad, and with too few are left short', async () => {
    const { rows } = await read('a,b\n1,2,3\n1\n1,2,\n')
    expect(rows).toEqual([
      { line: 2, cells: ['1', '2'], problem: 'It has 3 cells, but there are 2 columns.' },
      { line: 3, cells: ['1'] },
      { line: 4, cells: ['1', '2'] },
    ])
  })

  it('are bad where a quote does not end or is followed by text, and the next ones are read', async () => {
    const { rows } = await read('a,b\n1,"x\n2,y\n"3"4,z\n5,w\n')
    expect(rows).toEqual([
      { line: 2, cells: ['1', '"x'], problem: 'A quote ends in the middle of a cell.' },
      { line: 3, cells: ['2', 'y'] },
      { line: 4, cells: ['"3"4', 'z'], problem: 'A quote ends in the middle of a cell.' },
      { line: 5, cells: ['5', 'w'] },
    ])
    const open = await read('a,b\n1,x\n"2,y\n3,z')
    expect(open.rows.slice(1)).toEqual([
      { line: 3, cells: ['"2', 'y'], problem: 'A quote opens a cell and does not end.' },
      { line: 4, cells: ['3', 'z'] },
    ])
  })

  it('come from lines that end with a carriage return alone', async () => {
    expect((await read('a,b\r1,"x\ny"\r2,z')).rows).toEqual([
      { line: 2, cells: ['1', 'x\ny'] },
      { line: 3, cells: ['2', 'z'] },
    ])
  })

  it('of a file without names count from its first line, under names of ours', async () => {
    const found = await read('1,2\n3,4\n', { ...plainReading, header: false })
    expect(found.header).toEqual(['column_1', 'column_2'])
    expect(found.rows[0]).toEqual({ line: 1, cells: ['1', '2'] })
  })

  it('have their cells by place, whatever the columns are called', async () => {
    const found = await read('__proto__,x,x,constructor\n1,2,3,4\n')
    expect(found.header).toEqual(['__proto__', 'x', 'x', 'constructor'])
    expect(found.cells).toEqual([['1', '2', '3', '4']])
    expect(({} as Record<string, unknown>)['1']).toBeUndefined()
  })

  it('are given some at a time, with how much was read', async () => {
    const text = `a\n${'1\n'.repeat(100)}`
    const seen: number[][] = []
    const inPieces = createTableReader({ pieceBytes: 64 })
    await inPieces.read(tableFile(text), plainReading, async (rows, bytes) => {
      seen.push([rows.length, bytes])
    })
    expect(seen).toEqual([
      [31, 64],
      [32, 128],
      [32, 192],
      [5, 202],
    ])
  })

  it('stop where they are refused: a cancellation ends the reading', async () => {
    const inPieces = createTableReader({ pieceBytes: 8 })
    const refused = inPieces.read(tableFile('a\n1\n2\n3\n4\n5\n6\n7\n'), plainReading, () =>
      Promise.reject(new Error('enough')),
    )
    await expect(refused).rejects.toThrow('enough')
  })
})
