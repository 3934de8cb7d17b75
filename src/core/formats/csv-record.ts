/** Where a record of a delimited text ends, quotes respected as RFC 4180 has them. */
export type RecordEnd =
  | {
      readonly status: 'whole'
      /** Behind its newline, or the end of the text. */
      readonly end: number
      /** Its last cell was quoted: a CR at its end belongs to it. */
      readonly endsQuoted: boolean
    }
  /** A quote that opens and does not end, or is followed by more text. `end`: behind the line that it begins at. */
  | { readonly status: 'bad'; readonly end: number; readonly problem: string }
  /** More text is needed. */
  | { readonly status: 'open' }

export interface RecordSyntax {
  readonly delimiter: string
  /** "\n" also ends lines that end with CR LF; the CR is the last cell's then. */
  readonly newline: '\n' | '\r'
  /** Characters of a quoted cell; one that is longer is taken for a quote that does not end. */
  readonly longestCell: number
}

/**
 * Finds the ends of records in time proportional to the text, whatever it is made of, and tells what no parser should
 * be asked: Papa Parse reads on behind a wrong quote until it finds a right one, through the whole file.
 * @param isLast nothing comes after this text
 * @returns to be called with the start of each record in turn
 */
export function createRecordFinder(
  text: string,
  { delimiter, newline, longestCell }: RecordSyntax,
  isLast: boolean,
): (start: number) => RecordEnd {
  // Kept from record to record: the next quote may be far away.
  let quoteAt = text.indexOf('"')

  function ended(at: number, endsQuoted: boolean): RecordEnd {
    if (at >= 0) return { status: 'whole', end: at + 1, endsQuoted }
    return isLast ? { status: 'whole', end: text.length, endsQuoted } : { status: 'open' }
  }

  function bad(start: number, problem: string): RecordEnd {
    const at = text.indexOf(newline, start)
    if (at < 0 && !isLast) return { status: 'open' }
    const end = at < 0 ? text.length : at + 1
    quoteAt = text.indexOf('"', end)
    return { status: 'bad', end, problem }
  }

  return (start) => {
    let newlineAt = text.indexOf(newline, start)
    for (;;) {
      if (quoteAt < 0 || (newlineAt >= 0 && newlineAt < quoteAt)) return ended(newlineAt, false)
      if (quoteAt > start && text[quoteAt - 1] !== delimiter) {
        // In the middle of a cell: a character like others.
        quoteAt = text.indexOf('"', quoteAt + 1)
        continue
      }
      const close = closingQuote(text, quoteAt)
      if (close < 0) {
        if (isLast) return bad(start, 'A quote opens a cell and does not end')
        if (text.length - quoteAt <= longestCell) return { status: 'open' }
      }
      if (close < 0 || close - quoteAt > longestCell) {
        const most = longestCell.toLocaleString('en')
        return bad(start, `A quoted cell does not end within ${most} characters`)
      }
      let after = close + 1
      while (text[after] === ' ') after++
      if (newline === '\n' && text[after] === '\r' && (text[after + 1] ?? '\n') === '\n') after++
      quoteAt = text.indexOf('"', after)
      if (after >= text.length) return ended(-1, true)
      if (text[after] === newline) return ended(after, true)
      if (text[after] !== delimiter) return bad(start, 'A quote ends in the middle of a cell')
      if (newlineAt >= 0 && newlineAt < after) newlineAt = text.indexOf(newline, after)
    }
  }
}

/** Two quotes in a quoted cell stand for one. @returns -1 where it does not end, or might go on behind the text */
function closingQuote(text: string, opening: number): number {
  let at = text.indexOf('"', opening + 1)
  while (at >= 0 && text[at + 1] === '"') at = text.indexOf('"', at + 2)
  return at
}

/** What ends the lines of a text, or of its beginning; what stands in quotes does not count. */
export function newlineOf(text: string): '\n' | '\r' {
  const bare = text.replaceAll(/"[^"]*("|$)/g, '')
  return bare.includes('\n') || !bare.includes('\r') ? '\n' : '\r'
}

/** Lines that a record takes, its own newline included. */
export function linesIn(text: string, start: number, end: number, newline: '\n' | '\r'): number {
  let lines = 0
  for (let at = text.indexOf(newline, start); at >= 0 && at < end; lines++) {
    at = text.indexOf(newline, at + 1)
  }
  return lines
}
