import { expect, it } from 'vitest'
import { VitrineError } from '../../protocol/errors.ts'
import { buildAnswer } from '../../testing/many-builders.ts'
import { toCsv, toJson } from './download.ts'
import type { Row } from './rows.ts'
import { seenOf } from './seen.ts'

const names = ['cat', '-dog', 'a, "b"']
const file = new File([], 'x.png')

function rowOf(path: string, parts: Partial<Row> = {}): Row {
  const kept = seenOf(buildAnswer([0.25, 0.5, 0.125]), { file })
  const outcome = { status: 'done' as const, kept }
  const rest = { place: 0, truth: undefined, isWrong: false, isUnsure: false }
  return { item: { path, file }, outcome, ...rest, ...parts }
}

it('writes a line for each picture, with names that need it in quotes', async () => {
  const error = new VitrineError('image-empty', { name: 'b.png' })
  const rows = [
    rowOf('=a.png', { truth: 0, isWrong: true }),
    rowOf('b.png', { outcome: { status: 'failed', error } }),
    rowOf('c.png', { outcome: undefined }),
  ]
  const lines = (await toCsv(rows, names)).split('\r\n')
  expect(lines).toHaveLength(4)
  expect(lines[1]).toBe(`'=a.png,cat,no,'-dog,0.500000,cat,0.250000,"a, ""b""",0.125000,6.5,`)
  expect(lines[2]).toBe('b.png,,,,,,,,,,“b.png” is empty: it has no bytes.')
  expect(lines[3]).toBe('c.png,,,,,,,,,,')
})

it('writes the same as JSON, as the serving examples give predictions', () => {
  const error = new VitrineError('image-empty', { name: 'b.png' })
  const rows = [
    rowOf('a.png', { truth: 0 }),
    rowOf('b.png', { outcome: { status: 'failed', error } }),
  ]
  expect(JSON.parse(toJson(rows, names, 'Model'))).toEqual({
    model: 'Model',
    pictures: [
      {
        picture: 'a.png',
        label: 'cat',
        predictions: [
          { class: '-dog', prob: 0.5 },
          { class: 'cat', prob: 0.25 },
          { class: 'a, "b"', prob: 0.125 },
        ],
      },
      {
        picture: 'b.png',
        error: { code: 'image-empty', message: '“b.png” is empty: it has no bytes.' },
      },
    ],
  })
})
