import { describe, expect, it } from 'vitest'
import { encoded, endlessFile, rowsOf, tableFile } from '../../testing/table-files.ts'
import { createTableReader } from './table-reader.ts'

const reader = createTableReader()
const flowers = ['sepal_length', 'petal_width']
const classes = ['setosa', 'versicolor']

function look(
  content: string | Uint8Array,
  features = flowers,
  answers = { classes, targets: [] as string[] },
) {
  return reader.look(tableFile(content), features, answers)
}

const csv = 'sepal_length,petal_width,species\n5.1,0.2,setosa\n7.0,1.4,versicolor\n'

describe('a look at a file', () => {
  it('finds the columns of the features, the truth, and the first rows as they are written', async () => {
    expect(await look(csv)).toEqual({
      reading: {
        format: 'delimited',
        delimiter: ',',
        encoding: 'utf-8',
        decimal: '.',
        header: true,
        columns: [0, 1],
        truth: 2,
      },
      header: ['sepal_length', 'petal_width', 'species'],
      firstRows: [
        ['5.1', '0.2', 'setosa'],
        ['7.0', '1.4', 'versicolor'],
      ],
      notes: [],
    })
  })

  it.each([
    ['semicolons and decimal commas', 'petal_width;sepal_length\n0,2;5,1\n1,4;7\n', ';', ','],
    ['tabs', 'petal_width\tsepal_length\n0.2\t5.1\n', '\t', '.'],
    ['bars', 'petal_width|sepal_length\n0.2|5.1\n', '|', '.'],
    ['quoted decimal commas', 'petal_width,sepal_length\n"0,2","5,1"\n', ',', ','],
    ['commas in quotes', 'petal_width;sepal_length\n"a, b, c";5\n"d, e, f";6\n', ';', '.'],
    ['no names', '0,2;5,1\n1,4;7,0\n', ';', ','],
    ['one column', 'sepal_length\n5.1\n', ',', '.'],
    ['one column with decimal commas', 'sepal_length\n5,1\n7,0\n', ';', ','],
    ['thousands in quotes', 'petal_width,sepal_length\n"1,234",5\n', ',', '.'],
  ])('tells delimiter and decimal mark: %s', async (_, text, delimiter, decimal) => {
    expect((await look(text)).reading).toMatchObject({ delimiter, decimal })
  })

  it.each([
    ['utf-8', true, []],
    ['utf-16le', true, ['It is read as UTF-16.']],
    ['utf-16le', false, ['It is read as UTF-16.']],
    ['utf-16be', true, ['It is read as UTF-16.']],
    ['utf-16be', false, ['It is read as UTF-16.']],
    ['windows-1252', false, [expect.stringMatching(/Windows-1252/)]],
  ] as const)('tells the encoding: %s, mark: %s', async (encoding, mark, notes) => {
    const found = await look(encoded(csv.replace('setosa', 'sétosa'), encoding, mark))
    expect(found.reading.encoding).toBe(encoding)
    expect(found.notes).toEqual(notes)
    expect(found.header[0]).toBe('sepal_length')
    expect(found.firstRows[0]?.[2]).toBe('sétosa')
  })

  it('matches columns by name, then by folded name, then without a unit', async () => {
    const names = 'id,Petal Width,sepal length (cm),petal_width'
    const { reading } = await look(`${names}\n1,2,3,4\n`, [
      'petal_width',
      'sepal_length',
      'petalWidth',
    ])
    expect(reading.columns).toEqual([3, 2, 1])
  })

  it('takes columns in their order where they have no names, or others', async () => {
    const plain = await look('5.1,0.2,setosa\n7.0,1.4,versicolor\n')
    expect(plain.reading).toMatchObject({ header: false, columns: [0, 1], truth: 2 })
    expect(plain.header).toEqual(['column_1', 'column_2', 'column_3'])
    expect(plain.notes).toEqual([
      'Its first line is a row: the columns have no names.',
      'The columns are taken in the order of the features.',
    ])
    const other = await look('x1,x2,species\n5.1,0.2,setosa\n')
    expect(other.reading).toMatchObject({ header: true, columns: [0, 1], truth: 2 })
    expect(other.notes).toEqual([
      'No column is called like a feature: they are taken in their order.',
    ])
  })

  it('says which features have no column, and which names come twice', async () => {
    const { reading, notes } = await look('sepal_length,x,x\n1,2,3\n')
    expect(reading.columns).toEqual([0, null])
    expect(notes).toEqual([
      'No column was found for “petal_width”.',
      'Several columns are called “x”; the first is taken.',
    ])
  })

  it('knows the truth by its name or its classes, and of a regression by its target', async () => {
    const withKind = await look('sepal_length,petal_width,kind\n1,2,setosa\n3,4,setosa\n')
    expect(withKind.reading.truth).toBe(2)
    const withOther = await look('sepal_length,petal_width,species\n1,2,rose\n')
    expect(withOther.reading.truth).toBeUndefined()
    const byNumber = await look('sepal_length,petal_width,target\n1,2,1\n3,4,0\n')
    expect(byNumber.reading.truth).toBe(2)
    const mass = { classes: [], targets: ['body_mass'] }
    const found = await look('sepal_length,petal_width,Body mass\n1,2,3750\n', flowers, mass)
    expect(found.reading.truth).toBe(2)
  })

  it('shows at most twenty rows', async () => {
    expect((await look(`sepal_length\n${'1\n'.repeat(50)}`)).firstRows).toHaveLength(20)
  })

  it('reads JSON, a row a line or as a list, with the columns in the order in which they come', async () => {
    const rows = [
      { sepal_length: 5.1, petal_width: null },
      { petal_width: 0.2, species: 'setosa', tags: ['a'], ok: true },
    ]
    const lines = rows.map((row) => JSON.stringify(row)).join('\n')
    for (const text of [lines, JSON.stringify(rows), JSON.stringify(rows, null, 2)]) {
      const found = await look(text)
      expect(found.reading).toMatchObject({ format: 'json-lines', columns: [0, 1], truth: 2 })
      expect(found.header).toEqual(['sepal_length', 'petal_width', 'species', 'tags', 'ok'])
      expect(found.firstRows).toEqual([
        ['5.1', ''],
        ['', '0.2', 'setosa', '["a"]', 'true'],
      ])
    }
  })

  it('reads 64 kB of a large file, and 256 kB where its rows are long', async () => {
    const short = endlessFile('sepal_length,petal_width\n', '5.1,0.2\n', 40_000_000)
    await reader.look(short.file, flowers, { classes, targets: [] })
    expect(short.counted.bytes).toBe(64 * 1024)
    const row = `${'5,'.repeat(4000)}1\n`.slice(-1900)
    const long = endlessFile(row, row.repeat(20), 40_000_000)
    await reader.look(long.file, flowers, { classes, targets: [] })
    expect(long.counted.bytes).toBe((64 + 256) * 1024)
  })
})

describe('rows of JSON', () => {
  const reading = {
    columns: [],
    delimiter: ',',
    encoding: 'utf-8',
    decimal: '.',
    header: true,
  } as const
  const read = (text: string) =>
    rowsOf(createTableReader({ pieceBytes: 7 }), tableFile(text), {
      ...reading,
      format: 'json-lines',
    })

  it('that are none are bad, with their lines, and the others are read', async () => {
    const { rows, header } = await read('{"a":1}\n\n[1]\n{"a":\n{"__proto__":"x","a":2}\n')
    expect(header).toEqual(['a', '__proto__'])
    expect(rows).toEqual([
      { line: 1, cells: ['1'] },
      { line: 3, cells: [], problem: 'It is no object of names and values.' },
      { line: 4, cells: [], problem: 'It is no valid JSON.' },
      { line: 5, cells: ['2', 'x'] },
    ])
  })

  it('in a list have the lines at which they begin', async () => {
    const { rows } = await read('[\n {"a": "x]}\\"",\n  "b": {"c": [1]}},\n 7,\n {"a": 2}\n]\n')
    expect(rows).toEqual([
      { line: 2, cells: ['x]}"', '{"c":[1]}'] },
      { line: 4, cells: [], problem: 'It is no object of names and values.' },
      { line: 5, cells: ['2'] },
    ])
  })

  it('of a list that breaks off are kept, and that is said', async () => {
    const { rows } = await read('[{"a": 1},\n {"a": ')
    expect(rows).toEqual([
      { line: 1, cells: ['1'] },
      { line: 2, cells: [], problem: 'The list does not end: rows may be missing.' },
    ])
  })
})
