// @ts-check
/**
 * @typedef {object} Row One line of the table.
 * @property {string} id Of the target, such as "P1".
 * @property {string} case
 * @property {number} ours
 * @property {number | null} peer `null` where nothing comparable exists.
 * @property {string} unit
 * @property {number | null} ratio Above 1: ours is better.
 * @property {number} samples 1 for what is counted and not timed.
 *
 * @typedef {object} Measured
 * @property {string} id
 * @property {string} case
 * @property {readonly number[]} ours
 * @property {readonly number[]} peer Empty where nothing comparable exists.
 * @property {string} unit
 * @property {boolean} [moreIsBetter]
 * @property {number} [floor] In the ratio, less than this counts as this: for counts, which may be nothing at all. The
 *   ratio is then what it is at least.
 */

/**
 * @param {readonly number[]} values At least one.
 * @returns {number} The mean of the middle two of an even number of values.
 */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)]
  if (upper === undefined) throw new RangeError('There is no median of nothing')
  const lower = sorted[Math.ceil(middle) - 1] ?? upper
  return (lower + upper) / 2
}

/**
 * Medians, rounded to three significant digits unless they are whole, and their ratio, computed before the rounding.
 * @param {Measured} measured
 * @returns {Row}
 */
export function toRow({ id, case: name, ours, peer, unit, moreIsBetter = false, floor = 0 }) {
  const own = median(ours)
  const other = peer.length === 0 ? null : median(peer)
  const ratio = (/** @type {number} */ from) => Math.max(from, floor) / Math.max(own, floor)
  return {
    id,
    case: name,
    ours: rounded(own),
    peer: other === null ? null : rounded(other),
    unit,
    ratio: other === null ? null : toPrecision(moreIsBetter ? 1 / ratio(other) : ratio(other)),
    samples: ours.length,
  }
}

/**
 * The table that stands in the README.
 * @param {readonly Row[]} rows
 * @returns {string} Markdown, with its columns aligned as Prettier does.
 */
export function toTable(rows) {
  const head = ['id', 'case', 'ours', 'peer', 'unit', 'ratio', 'samples']
  const cells = rows.map(({ id, case: name, ours, peer, unit, ratio, samples }) => [
    id,
    name,
    String(ours),
    peer === null ? '–' : String(peer),
    unit,
    ratio === null ? '–' : `${ratio}×`,
    String(samples),
  ])
  const widths = head.map((title, i) =>
    Math.max(3, title.length, ...cells.map((row) => row[i]?.length ?? 0)),
  )
  const isNumber = head.map((title) => ['ours', 'peer', 'ratio', 'samples'].includes(title))
  /** @param {readonly string[]} row */
  const line = (row) =>
    `| ${row.map((cell, i) => (isNumber[i] ? cell.padStart(widths[i] ?? 0) : cell.padEnd(widths[i] ?? 0))).join(' | ')} |`
  const rule = widths.map((width, i) =>
    isNumber[i] ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  )
  return [line(head), line(rule), ...cells.map(line)].join('\n')
}

/** @param {number} value */
function rounded(value) {
  return Number.isInteger(value) ? value : toPrecision(value)
}

/** @param {number} value */
function toPrecision(value) {
  return Number(value.toPrecision(3))
}
