/**
 * Where the JSON value that begins at `start` ends, in time proportional to its length; -1 where the text ends first.
 * It need not be valid: brackets are counted, whatever their kind.
 * @param isLast nothing comes after this text
 */
export function endOfValue(text: string, start: number, isLast: boolean): number {
  if (!'{["'.includes(text[start]!)) {
    const end = /[,\]}\s]/g
    end.lastIndex = start + 1
    const found = end.exec(text)
    return found?.index ?? (isLast ? text.length : -1)
  }
  const mark = /["[\]{}]/g
  mark.lastIndex = start
  let depth = 0
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '"') {
      const close = endOfString(text, found.index)
      if (close < 0) return -1
      mark.lastIndex = close
    } else {
      depth += found[0] === '{' || found[0] === '[' ? 1 : -1
    }
    if (depth <= 0) return mark.lastIndex
  }
  return -1
}

/** Behind the closing quote. */
function endOfString(text: string, opening: number): number {
  const mark = /[\\"]/g
  mark.lastIndex = opening + 1
  for (let found = mark.exec(text); found !== null; found = mark.exec(text)) {
    if (found[0] === '"') return mark.lastIndex
    mark.lastIndex++
  }
  return -1
}
