/** What a file of rows may be: more is refused in a sentence before it costs memory or time. */
export const tableLimits = {
  fileBytes: 50 * 1024 * 1024,
  /** Characters of a record, which is a line except where a quoted cell holds newlines. */
  recordLength: 1024 * 1024,
  /** Characters. */
  cellLength: 100_000,
  columns: 2000,
  rows: 1_000_000,
  cells: 20_000_000,
} as const
