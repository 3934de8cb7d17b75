/** As people and programs write numbers; `Number` alone also takes "0x10" and "". */
const numeral = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i
const withComma = /^[+-]?(\d+,?\d*|,\d+)(e[+-]?\d+)?$/i

/** Whether a cell is a number written with this decimal mark; thousands have none. */
export function isNumeral(cell: string, decimal: '.' | ','): boolean {
  return (decimal === '.' ? numeral : withComma).test(cell.trim())
}

/**
 * The decimal mark of a table's numbers. "1,234" alone may be either: behind semicolons it is taken for a fraction, as
 * programs write it that use them because of the decimal comma.
 */
export function guessDecimal(rows: readonly (readonly string[])[], delimiter: string): '.' | ',' {
  let points = 0
  let commas = 0
  for (const cell of rows.flat()) {
    if (!cell.includes(',') && !cell.includes('.')) continue
    const trimmed = cell.trim()
    if (isNumeral(trimmed, '.')) points++
    else if (isNumeral(trimmed, ',')) {
      const mayBeThousands = /^[+-]?[1-9]\d{0,2},\d{3}$/.test(trimmed)
      if (!mayBeThousands || delimiter !== ',') commas++
    }
  }
  return commas > points ? ',' : '.'
}
