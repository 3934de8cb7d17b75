import { VitrineError } from '../protocol/errors.ts'
import type { FeatureExtractionManifest } from '../protocol/manifest.ts'
import type { FloatRows } from './float-rows.ts'

/**
 * One vector out of those of a text's tokens. What fills a fixed length up stands behind them, and does not count.
 *
 * @param tokens how many rows are the text's own; a single row is the vector already
 * @throws VitrineError `export-unsupported` when there are other rows than these
 */
export function poolRows(
  rows: FloatRows,
  tokens: number,
  pooling: FeatureExtractionManifest['pooling'],
  outputName: string,
): Float32Array {
  // A copy: a view would keep the whole output.
  if (rows.count === 1) return rows.row(0).slice()
  if (pooling === 'none') {
    throw new VitrineError('export-unsupported', {
      problem: `Its output “${outputName}” has a vector for each token, not one for the text`,
      remedy: 'Set “pooling” to “mean”, “first” or “last” in vitrine.json.',
    })
  }
  if (rows.count < tokens) {
    throw new VitrineError('export-unsupported', {
      problem: `Its output “${outputName}” has ${rows.count} vectors for ${tokens} tokens`,
    })
  }
  switch (pooling) {
    case 'first':
      return rows.row(0).slice()
    case 'last':
      return rows.row(tokens - 1).slice()
    case 'mean':
      return meanOf(rows, tokens)
    default:
      return pooling satisfies never
  }
}

function meanOf(rows: FloatRows, count: number): Float32Array {
  const sums = new Float64Array(rows.width)
  for (let index = 0; index < count; index++) {
    rows.row(index).forEach((value, column) => {
      sums[column]! += value
    })
  }
  return Float32Array.from(sums, (sum) => sum / count)
}
