import type { TableProgress } from '../../protocol/table-tasks.ts'
import { formatDuration, formatSize, plural } from '../../ui/format.ts'
import type { Sheet } from './sheet.ts'

/** "40,000 rows · 12.1 MB of 30.0 MB · about 2 s left". */
export function progressWords(step: TableProgress | undefined, elapsedMs: number): string {
  if (step === undefined) return 'Waits for the model'
  const { rows, bytes, totalBytes } = step
  const left = secondsLeft(step, elapsedMs)
  const size = `${formatSize(bytes)} of ${formatSize(totalBytes)}`
  return `${plural(rows, 'row')} · ${size}${left === undefined ? '' : ` · about ${left} left`}`
}

/** As fast as it went so far; of the first moments nothing can be said. */
function secondsLeft({ bytes, totalBytes }: TableProgress, elapsedMs: number): string | undefined {
  if (elapsedMs < 500 || bytes === 0 || bytes >= totalBytes) return undefined
  const seconds = Math.ceil((elapsedMs * (totalBytes - bytes)) / bytes / 1000)
  return `${seconds.toLocaleString('en-US')} s`
}

/** What was done, for the eye and for screen readers. */
export function doneWords({ result, asked }: Sheet): string {
  const { rows, badRows } = result
  const bad = badRows === 0 ? '' : ` ${plural(badRows, 'row')} could not be run.`
  return `Done with ${plural(rows, 'row')} of ${asked.name}.${bad}`
}

export function speedWords({ result }: Sheet): string {
  const { rows, fromCache, timing } = result
  const perSecond = Math.round((rows * 1000) / Math.max(timing.totalMs, 1))
  const cached = fromCache === 0 ? '' : ` · ${fromCache.toLocaleString('en-US')} from cache`
  return `${formatDuration(timing.totalMs)} · ${perSecond.toLocaleString('en-US')} rows/s · reading ${formatDuration(timing.prepareMs)}, model ${formatDuration(timing.runMs)}${cached}`
}

/** A number of the model's as people read it. */
export function numberWords(value: number, unit?: string): string {
  const text = Number.isFinite(value) ? String(Number(value.toPrecision(5))) : '–'
  return unit === undefined ? text : `${text} ${unit}`
}
