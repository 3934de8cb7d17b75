const units = ['kB', 'MB', 'GB', 'TB'] as const

/** "640 bytes", "2.6 GB": decimal units, at most three digits where there is a unit for it. */
export function bytesInWords(bytes: number): string {
  if (bytes < 1000) return `${bytes} bytes`
  if (bytes >= 1e18) return 'over a million TB'
  let value = bytes / 1000
  let unit = 0
  while (value >= 999.5 && unit < units.length - 1) {
    value /= 1000
    unit++
  }
  const digits = value < 9.95 ? 1 : 0
  const number = value.toLocaleString('en-US', { maximumFractionDigits: digits })
  return `${number} ${units[unit]}`
}

/** Control characters, and those that turn the direction of what follows. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu

/** Text out of a file, to stand in a sentence: short, and without what would break the line. */
export function printable(text: string, limit: number): string {
  const short = text.length > limit ? `${text.slice(0, limit - 1)}…` : text
  return short.replace(unprintable, ' ')
}

export function quoted(name: string): string {
  return `“${printable(name, 40)}”`
}
