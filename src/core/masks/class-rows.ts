import type { LineSamples } from './line-samples.ts'

/** One map of scores for each class. */
export interface ScoreMaps {
  readonly values: Float32Array
  readonly classes: number
  readonly width: number
  readonly height: number
  /** Class by class, or all classes of a cell together. */
  readonly layout: 'NCHW' | 'NHWC'
}

/** A row of cells: all scores of a cell together, and which class is ahead there. */
interface CellRow {
  readonly index: number
  readonly scores: Float32Array
  readonly leaders: Int32Array
}

/**
 * Writes rows of what `interpolate(maps, mode='bilinear').argmax(0)` gives, without ever having the scores at full size:
 * 150 classes of a 12 megapixel picture would be 7 GB. Of two that are equal the first class is taken.
 *
 * Between cells that agree on a class there is nothing to compute: who leads at both ends of a line leads between them.
 */
export function createClassRows(
  maps: ScoreMaps,
  across: LineSamples,
  down: LineSamples,
): (y: number, into: Uint8Array | Uint16Array) => void {
  const { classes, width } = maps
  let above: CellRow | undefined
  let below: CellRow | undefined
  /** Scores half-way between the two rows, for the columns that were needed in this row. */
  const between = new Float32Array(width * classes)
  const leaders = new Int32Array(width)
  const madeFor = new Int32Array(width).fill(-1)

  function leaderOf(column: number, y: number): number {
    if (madeFor[column] === y) return leaders[column]!
    const share = down.weight[y]!
    const from = column * classes
    let best = -Infinity
    let leader = 0
    for (let k = 0; k < classes; k++) {
      const score = (1 - share) * above!.scores[from + k]! + share * below!.scores[from + k]!
      between[from + k] = score
      if (score > best) {
        best = score
        leader = k
      }
    }
    madeFor[column] = y
    leaders[column] = leader
    return leader
  }

  return (y, into) => {
    const rows: readonly (CellRow | undefined)[] = [above, below]
    const rowOf = (index: number) =>
      rows.find((row) => row?.index === index) ?? readRow(maps, index)
    above = rowOf(down.first[y]!)
    below = down.second[y] === above.index ? above : rowOf(down.second[y]!)
    for (let x = across.start; x < across.end; x++) {
      const left = across.first[x]!
      const right = across.second[x]!
      const corner = above.leaders[left]!
      const isClear =
        corner === above.leaders[right] &&
        corner === below.leaders[left] &&
        corner === below.leaders[right]
      if (isClear) {
        into[x] = corner
        continue
      }
      const leader = leaderOf(left, y)
      into[x] =
        leader === leaderOf(right, y)
          ? leader
          : leaderBetween(between, classes, left, right, across.weight[x]!)
    }
  }
}

function leaderBetween(
  scores: Float32Array,
  classes: number,
  left: number,
  right: number,
  share: number,
): number {
  let best = -Infinity
  let leader = 0
  for (let k = 0, a = left * classes, b = right * classes; k < classes; k++, a++, b++) {
    const score = (1 - share) * scores[a]! + share * scores[b]!
    if (score > best) {
      best = score
      leader = k
    }
  }
  return leader
}

function readRow({ values, classes, width, height, layout }: ScoreMaps, index: number): CellRow {
  const scores = new Float32Array(width * classes)
  if (layout === 'NHWC') {
    scores.set(values.subarray(index * width * classes, (index + 1) * width * classes))
  } else {
    for (let k = 0; k < classes; k++) {
      const from = (k * height + index) * width
      for (let x = 0; x < width; x++) scores[x * classes + k] = values[from + x]!
    }
  }
  const leaders = new Int32Array(width)
  for (let x = 0; x < width; x++) {
    leaders[x] = leaderBetween(scores, classes, x, x, 0)
  }
  return { index, scores, leaders }
}
