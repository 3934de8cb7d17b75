import { createBilinearRows } from '../../core/masks/bilinear-rows.ts'
import type { SegmentationHead } from '../../protocol/picture-manifests.ts'
import { floatMaps, unsupported } from '../picture-maps.ts'
import { bandRows, linesOf, type SegmentationDecoder } from './head.ts'

/** Rounding may take a share this far beyond 0 or 1. */
const tolerance = 1e-3

/** How much each pixel belongs to the subject: upsampled first, as logits where they are logits. */
export function createMatteDecoder({
  output,
  layout,
  activation,
}: Extract<SegmentationHead, { kind: 'matte' }>): SegmentationDecoder {
  return {
    outputs: [output],
    async decode(given, size, pause) {
      const map = floatMaps(output, given.outputs[output], { layout, batch: given.batch })
      if (map.maps !== 1) {
        throw unsupported(
          `Its output “${output}” has ${map.maps} maps, not one`,
          'Set “head” of “segmentation” to “semantic” in vitrine.json.',
        )
      }
      if (activation === 'none') checkShares(map.values)
      const { across, down } = linesOf(given, size, map)
      const writeRow = createBilinearRows(map, across, down)
      const row = new Float32Array(size.width)
      const alpha = new Uint8Array(size.width * size.height)
      for (let y = down.start; y < down.end; y++) {
        if (y % bandRows === 0) await pause()
        writeRow(y, row)
        for (let x = across.start, to = y * size.width + x; x < across.end; x++, to++) {
          const value = row[x]!
          const share = activation === 'sigmoid' ? 1 / (1 + Math.exp(-value)) : value
          alpha[to] = Math.round(Math.min(Math.max(share, 0), 1) * 255)
        }
      }
      return { mask: { kind: 'matte', alpha }, classes: 1 }
    },
  }
}

function checkShares(values: Float32Array): void {
  if (values.some((value) => value < -tolerance || value > 1 + tolerance)) {
    throw unsupported(
      'The export says that its output holds shares, but they leave the range from 0 to 1',
      'Set “activation” of “segmentation” to “sigmoid” in vitrine.json.',
    )
  }
}
