/** Advance widths of Inter in thousandths of its size, roughly; enough to break lines by, with room to spare. */
const widths: readonly (readonly [chars: RegExp, width: number])[] = [
  [/[ijlI.,:;'’|!]/, 290],
  [/[frt()[\]{}\- ]/, 390],
  [/[mwMW%@…—]/, 900],
  [/[A-Z0-9&#]/, 680],
  // Where Latin ends, letters are square.
  [/[\u0250-\u{10ffff}]/u, 1000],
]

/** Estimated width of a line, in pixels. */
function widthOf(text: string, fontPx: number): number {
  let thousandths = 0
  for (const char of text) thousandths += widths.find(([chars]) => chars.test(char))?.[1] ?? 580
  return (thousandths * fontPx) / 1000
}

/** Breaks a text into at most `most` lines; what does not fit is left out, and an ellipsis says so. */
export function linesOf(
  text: string,
  { fontPx, widthPx, most }: { fontPx: number; widthPx: number; most: number },
): string[] {
  const fits = (line: string) => widthOf(line, fontPx) <= widthPx
  const lines: string[] = []
  let rest = text.replace(/\s+/g, ' ').trim()
  while (rest !== '') {
    const isLast = lines.length === most - 1
    const line = longestStart(rest, (start) => fits(isLast ? `${start}…` : start))
    if (line === rest) return [...lines, line]
    if (isLast) return [...lines, `${line}…`]
    lines.push(line)
    rest = rest.slice(line.length).trimStart()
  }
  return lines
}

/** By whole words; a word that is longer than a line is cut. */
function longestStart(text: string, fits: (start: string) => boolean): string {
  if (fits(text)) return text
  const words = text.split(' ')
  for (let count = words.length - 1; count > 0; count--) {
    const start = words.slice(0, count).join(' ')
    if (fits(start)) return start
  }
  const letters = Array.from(words[0]!)
  let count = letters.length
  while (count > 1 && !fits(letters.slice(0, count).join(''))) count--
  return letters.slice(0, count).join('')
}

export function escapeXml(text: string): string {
  const escaped: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' }
  // Control characters are no XML at all, whatever they are escaped to.
  return text.replace(/[\p{Cc}\ufffe\uffff]/gu, ' ').replace(/[&<"]/g, (char) => escaped[char]!)
}
