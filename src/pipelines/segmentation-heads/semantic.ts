import { createClassRows } from '../../core/masks/class-rows.ts'
import type { Size } from '../../core/pixels/crop-window.ts'
import { nearestCells } from '../../core/masks/line-samples.ts'
import type { SegmentationHead } from '../../protocol/picture-manifests.ts'
import { floatMaps } from '../picture-maps.ts'
import type { PictureOutputs } from '../picture-run.ts'
import { readClassIds } from './class-ids.ts'
import { bandRows, linesOf, type SegmentationDecoder } from './head.ts'

type SemanticHead = Extract<SegmentationHead, { kind: 'semantic' }>

/** What a class is written as, row by row. */
interface ClassSource {
  readonly classes: number
  readonly lines: ReturnType<typeof linesOf>
  writeRow(y: number, into: Uint8Array | Uint16Array): void
}

/** For each pixel the class with the highest score, or the class that the graph itself names. */
export function createSemanticDecoder(head: SemanticHead): SegmentationDecoder {
  const { output, background } = head
  return {
    outputs: [output],
    async decode(given, size, pause) {
      const { classes, lines, writeRow } = classSource(head, given, size)
      const { across, down } = lines
      const isCut =
        across.start > 0 || across.end < size.width || down.start > 0 || down.end < size.height
      const unseen = isCut && background === undefined ? classes : undefined
      const isSmall = classes + (unseen === undefined ? 0 : 1) <= 256
      const pixels = new (isSmall ? Uint8Array : Uint16Array)(size.width * size.height)
      if (isCut) pixels.fill(background ?? classes)
      for (let y = down.start; y < down.end; y++) {
        if (y % bandRows === 0) await pause()
        writeRow(y, pixels.subarray(y * size.width, (y + 1) * size.width))
      }
      return {
        mask: { kind: 'semantic', pixels, ...(background !== undefined && { background }) },
        classes,
        ...(unseen !== undefined && { unseen }),
      }
    },
  }
}

function classSource(head: SemanticHead, given: PictureOutputs, size: Size): ClassSource {
  const { output, layout } = head
  const { outputs, batch } = given
  const ids = readClassIds(output, outputs[output], { layout, batch })
  if (ids !== undefined) {
    const lines = linesOf(given, size, ids)
    const columns = nearestCells(lines.across)
    const rows = nearestCells(lines.down)
    return {
      classes: ids.classes,
      lines,
      writeRow(y, into) {
        const from = rows[y]! * ids.width
        const { start, end } = lines.across
        for (let x = start; x < end; x++) into[x] = ids.values[from + columns[x]!]!
      },
    }
  }
  const { maps, ...scores } = floatMaps(output, outputs[output], { layout, batch })
  const lines = linesOf(given, size, scores)
  const writeRow = createClassRows({ ...scores, classes: maps }, lines.across, lines.down)
  return { classes: maps, lines, writeRow }
}
