import { describe, expect, it } from 'vitest'
import { endlessFile, plainReading, rowsOf, tableFile } from '../../testing/table-files.ts'
import { createTableReader } from './table-reader.ts'

const reader = createTableReader()
const answers = { classes: [], targets: [] }
const look = (content: string | Uint8Array) => reader.look(tableFile(content), ['a'], answers)
const bytes = (text: string) => Buffer.from(text, 'latin1')
const zeros = '\0'.repeat(40)

describe('what is no table', () => {
  it.each([
    ['a zip', bytes(`PK\x03\x04${zeros}`), 'It is a zip archive or an Office document'],
    ['a PDF', bytes('%PDF-1.7\n%âãÏÓ\n1 0 obj'), 'It is a PDF document'],
    ['a picture', bytes(`\x89PNG\r\n\x1a\n${zeros}`), 'It is a picture (PNG)'],
    ['a gzip', bytes(`\x1f\x8b\x08${zeros}`), 'It is a gzip archive'],
    ['a Parquet table', bytes(`PAR1\x15\x04${zeros}`), 'It is a Parquet table'],
    ['a SQLite database', bytes(`SQLite format 3\0${zeros}`), 'It is a SQLite database'],
    ['a web page', '<!doctype html><title>Not found</title>', 'It is a web page'],
    [
      'a pointer',
      'version https://git-lfs.github.com/spec/v1\n',
      'It is a Git LFS pointer instead of the file itself',
    ],
    ['an RTF document', '{\\rtf1 hello}', 'It is an RTF document'],
    [
      'noise',
      Uint8Array.from({ length: 4096 }, (_, i) => (i * 7919 + (i >> 3)) % 256),
      'It holds bytes that no text has',
    ],
    ['nothing but zeros', new Uint8Array(5000), 'It holds bytes that no text has'],
    ['an empty file', '', 'It is empty'],
    ['empty lines', '\n\n\r\n', 'It has no rows'],
    ['names alone', 'a,b,c\n', 'It names its columns and has no rows'],
    [
      'one JSON object over several lines',
      '{\n "a": 1\n}',
      'It is a JSON file that is neither a list of rows nor one row a line',
    ],
    [
      'a JSON list of lists',
      '[[1, 2], [3, 4]]',
      'It is a JSON list whose elements are no objects of names and values',
    ],
    ['an empty JSON list', '[]', 'It has no rows'],
    [
      '10,000 columns',
      `${'a,'.repeat(9999)}b\n${'1,'.repeat(9999)}2\n`,
      'It has more than 2,000 columns',
    ],
    [
      '10,000 keys',
      JSON.stringify(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`k${i}`, i]))),
      'It has more than 2,000 columns',
    ],
  ])('is called what it is: %s', async (_, content, problem) => {
    await expect(look(content)).rejects.toMatchObject({
      code: 'table-unreadable',
      facts: { problem },
    })
  })

  it('may begin like it: names that are also signatures', async () => {
    for (const name of ['BMI', 'ID3', 'PAR1', 'GIF89', 'P1', 'MM', 'BM']) {
      expect((await look(`${name},x\n1,2\n`)).header).toEqual([name, 'x'])
    }
  })

  it('is refused by its size before anything is read', async () => {
    const { file, counted } = endlessFile('a\n', '1\n', 2 ** 30)
    await expect(reader.look(file, ['a'], answers)).rejects.toMatchObject({
      facts: { problem: 'It has 1,024 MB; at most 50 MB are read' },
    })
    expect(counted.bytes).toBe(0)
  })
})

describe('a line without end', () => {
  it('is given up after a quarter of a megabyte in a look, after two megabytes in a run', async () => {
    const { file, counted } = endlessFile('a,b\n', 'x', 50 * 2 ** 20)
    await expect(reader.look(file, ['a'], answers)).rejects.toMatchObject({
      code: 'table-unreadable',
    })
    expect(counted.bytes).toBeLessThanOrEqual(320 * 1024)
    counted.bytes = 0
    await expect(rowsOf(reader, file, plainReading)).rejects.toMatchObject({
      facts: { problem: 'Line 2 is longer than 1,048,576 characters' },
    })
    expect(counted.bytes).toBeLessThanOrEqual(2 * 2 ** 20)
  })

  it('of JSON is given up too', async () => {
    for (const head of ['{"a": "', '[{"a": "']) {
      const { file, counted } = endlessFile(head, 'x', 50 * 2 ** 20)
      const running = rowsOf(reader, file, { ...plainReading, format: 'json-lines' })
      await expect(running).rejects.toMatchObject({ code: 'table-unreadable' })
      expect(counted.bytes).toBeLessThanOrEqual(2 * 2 ** 20)
    }
  })
})

describe('a bad cell', () => {
  const rows = async (text: string) => (await rowsOf(reader, tableFile(text), plainReading)).rows

  it('of more than 100,000 characters makes its row bad, quoted or not', async () => {
    const long = 'x'.repeat(100_001)
    const [first, second] = await rows(`a,b\n1,${long}\n2,y\n`)
    expect(first).toMatchObject({ line: 2, problem: 'Cell 2 is longer than 100,000 characters.' })
    expect(first?.cells[1]).toHaveLength(1000)
    expect(second).toEqual({ line: 3, cells: ['2', 'y'] })
    const quoted = await rows(`a,b\n1,"${long}"\n2,y\n`)
    expect(quoted[0]?.problem).toBe('A quoted cell does not end within 100,000 characters.')
    expect(quoted[1]).toEqual({ line: 3, cells: ['2', 'y'] })
  })

  it('with a zero byte makes its row bad', async () => {
    const filler = '3,4\n'.repeat(200)
    const [first, second] = await rows(`a,b\n1,x\0y\n${filler}`)
    expect(first).toEqual({ line: 2, cells: ['1', 'x\0y'], problem: 'Cell 2 holds a zero byte.' })
    expect(second).toEqual({ line: 3, cells: ['3', '4'] })
  })

  it('that is nested more deeply than the stack makes its row bad', async () => {
    const deep = `{"a": ${'['.repeat(200_000)}${']'.repeat(200_000)}}\n{"a": 1}`
    const found = await rowsOf(reader, tableFile(deep), { ...plainReading, format: 'json-lines' })
    expect(found.rows.map(({ problem }) => problem)).toEqual([
      expect.stringMatching(/nested too deeply|longer than/),
      undefined,
    ])
  })
})

describe('many wrong quotes', () => {
  it.each([
    [
      'a wrong quote in each pair of letters, then spaces',
      `"a${'"a'.repeat(200_000)}${' '.repeat(400_000)}\n`,
    ],
    ['quotes that open in each line', '"a\n'.repeat(100_000)],
    ['pairs of quotes', `"${'""'.repeat(300_000)}\n`],
    ['one quote at the end of many lines', `${'1,2\n'.repeat(100_000)}"`],
    ['quotes in the middle', `x${'"'.repeat(500_000)}\n`],
  ])('are read in time: %s', { timeout: 20_000 }, async (_, text) => {
    const { rows } = await rowsOf(reader, tableFile(`a,b\n${text}3,4\n`), plainReading)
    expect(rows.at(-1)?.line).toBeGreaterThan(1)
  })
})
