import { sniff, sniffBytes } from '../../core/pixels/picture-format.ts'
import { tableLimits } from '../../core/table/table-limits.ts'
import { sniffText } from '../../core/formats/text-format.ts'
import { latin1 } from '../../core/formats/latin1.ts'
import type { TableReading } from '../../protocol/table-tasks.ts'
import { unreadable } from './row-parser.ts'

/** @throws VitrineError `table-unreadable` for a file that is too large or empty, before anything is read */
export function checkSize(size: number): void {
  if (size === 0) throw unreadable('It is empty')
  if (size <= tableLimits.fileBytes) return
  const most = tableLimits.fileBytes / 1024 / 1024
  throw unreadable(
    `It has ${Math.ceil(size / 1024 / 1024).toLocaleString('en')} MB; at most ${most} MB are read`,
    'Split it, or leave out columns that the model does not take.',
  )
}

/**
 * @param head the first bytes of the file
 * @param encoding that it is read in
 * @throws VitrineError `table-unreadable` for what is no text, by its name where that is known
 */
export function checkText(head: Uint8Array, encoding: TableReading['encoding']): void {
  const start = head.subarray(0, sniffBytes)
  const isWide = encoding === 'utf-16le' || encoding === 'utf-16be'
  const controls = head.reduce((sum, byte) => sum + (isControl(byte) ? 1 : 0), 0)
  const isPdf = latin1(start.subarray(0, 5)) === '%PDF-'
  // A text may begin like many a format: “BMI,age”, “ID3;x”, “PAR1,y”.
  const sniffed = controls > 0 || isPdf ? sniff(start) : sniffText(latin1(start))
  switch (sniffed.kind) {
    case 'picture':
    case 'unsupported':
      throw unreadable(`It is a picture (${sniffed.format})`, saveAsCsv)
    case 'other':
      if (tables.has(sniffed.found)) break
      throw unreadable(`It is ${sniffed.found}`, saveAsCsv)
    case 'unknown':
      break
    default:
      sniffed satisfies never
  }
  if (!isWide && controls > head.length / 100)
    throw unreadable('It holds bytes that no text has', saveAsCsv)
}

const saveAsCsv = 'Save the table as CSV in UTF-8 and try again.'
const tables = new Set(['a text file', 'a JSON file'])

function isControl(byte: number): boolean {
  return byte < 32 && !(byte >= 9 && byte <= 13)
}
