import { instanceMask } from '../../core/masks/instance-mask.ts'
import { keepBoxes } from '../../core/boxes/nms.ts'
import type { DetectionThresholds, SegmentationHead } from '../../protocol/picture-manifests.ts'
import type { InstanceMask } from '../../protocol/picture-tasks.ts'
import { openYoloRows, yoloReader } from '../detection-heads/yolo.ts'
import { floatMaps, unsupported } from '../picture-maps.ts'
import { linesOf, type SegmentationDecoder } from './head.ts'

/** As many as Ultralytics shows. */
const mostInstances = 300
/** Of all masks together: three hundred that cover a large picture would take a gigabyte. The least certain go. */
const mostPixels = 64_000_000

/** A mask for each box that is left when overlapping ones are gone. */
export function createInstancesDecoder(
  { boxes: head, prototypes: name }: Extract<SegmentationHead, { kind: 'instances' }>,
  thresholds: DetectionThresholds,
  labels: number,
): SegmentationDecoder {
  const reader = yoloReader(head)
  return {
    outputs: [...reader.outputs, name],
    async decode(given, size, pause) {
      const input = { ...given, labels }
      const { boxes, rows, classes = 0 } = reader.read(input)
      const { at } = openYoloRows(head, input)
      const maps = floatMaps(name, given.outputs[name], { layout: 'NCHW', batch: given.batch })
      const count = head.coefficients ?? 0
      if (maps.maps !== count) {
        throw unsupported(
          `Its output “${name}” has ${maps.maps} prototypes, but each box comes with ${count} coefficients`,
          'Correct “coefficients” of “segmentation” in vitrine.json.',
        )
      }
      const { width, height } = maps
      const { across, down } = linesOf(given, size, maps)
      const firstCoefficient = (head.objectness ? 5 : 4) + classes
      const instances: InstanceMask[] = []
      let pixels = 0
      for (const box of keepBoxes(boxes, { ...thresholds, most: mostInstances })) {
        await pause()
        const edge = (index: number, cells: number, tensor: number) =>
          (boxes.corners[box * 4 + index]! * cells) / tensor
        const mask = instanceMask(
          { values: maps.values, count, width, height },
          Array.from({ length: count }, (_, k) => at(rows[box]!, firstCoefficient + k)),
          [
            edge(0, width, given.width),
            edge(1, height, given.height),
            edge(2, width, given.width),
            edge(3, height, given.height),
          ],
          across,
          down,
        )
        if (mask === undefined) continue
        pixels += mask.pixels.length
        if (pixels > mostPixels) break
        instances.push({ class: boxes.classes[box]!, score: boxes.scores[box]!, ...mask })
      }
      return { mask: { kind: 'instances', instances }, classes }
    },
  }
}
