import { expect, it } from 'vitest'
import type { TableReading } from '../../protocol/table-tasks.ts'
import { buildHouse, buildPenguins } from '../../testing/table-builders.ts'
import { buildClassified, buildNumbers, buildReading } from '../../testing/rows-builders.ts'
import { downloadName, toCsv, toJsonLines } from './download.ts'
import { sheetOf } from './sheet.ts'
import { createPace } from './slices.ts'

const asked = (reading: Partial<TableReading> = {}, name = 'x.csv') => ({
  file: new File([], name),
  name,
  reading: buildReading(reading),
  startedAt: 0,
})

const header = ['prediction', '=cmd', '__proto__']
const rows = [
  ['-12', '=1+1', 'a,"b"'],
  ['@x', '007', ''],
]

it('writes the file’s own columns and the answers, formulas defused, names not twice', async () => {
  const sheet = sheetOf(1, asked(), buildClassified(header, rows, [1, -1]), buildPenguins())
  const lines = (await (await toCsv(sheet, createPace())).text()).split('\r\n')
  expect(lines).toEqual([
    `prediction,'=cmd,__proto__,prediction (model),probability,p(Adelie),p(Chinstrap),p(Gentoo),problem`,
    `-12,'=1+1,"a,""b""",Chinstrap,0.8,0.1,0.8,0.1,`,
    `'@x,007,,,,,,,Row 2 is bad.`,
    '',
  ])
})

it('writes as the file was written', async () => {
  const sheet = sheetOf(
    1,
    asked({ delimiter: ';', decimal: ',' }),
    buildNumbers(['area'], [['1,5']], [2.25]),
    buildHouse(),
  )
  const csv = await (await toCsv(sheet, createPace())).text()
  expect(csv).toBe('area;prediction (EUR)\r\n1,5;2,25\r\n')
})

it('writes an object a line, whatever the columns are called', async () => {
  const sheet = sheetOf(1, asked(), buildClassified(header, rows, [1, -1]), buildPenguins())
  const [first, second, end] = (await (await toJsonLines(sheet, createPace())).text()).split('\n')
  expect(JSON.parse(first!)).toEqual({
    row: 1,
    features: { prediction: '-12', '=cmd': '=1+1', ['__proto__']: 'a,"b"' },
    prediction: 'Chinstrap',
    probabilities: { Adelie: 0.1, Chinstrap: 0.8, Gentoo: 0.1 },
    model_version: '1.2.0',
  })
  expect(JSON.parse(second!)).toMatchObject({ row: 2, error: 'Row 2 is bad.' })
  expect(end).toBe('')
})

it.each([
  ['penguins.csv', ',', 'csv', 'penguins-predictions.csv'],
  ['a.b.TSV', '\t', 'csv', 'a.b-predictions.tsv'],
  ['pasted rows', ',', 'jsonl', 'pasted rows-predictions.jsonl'],
] as const)('calls what comes of %j with %j as %s %j', (name, delimiter, ending, expected) => {
  const sheet = sheetOf(
    1,
    asked({ delimiter }, name),
    buildNumbers(['a'], [['1']], [1]),
    buildHouse(),
  )
  expect(downloadName(sheet, ending)).toBe(expected)
})
