import { segmentationAnswer, type Segment } from '../../protocol/segmentation-json.ts'

export { segmentsOf, type Segment, type Segmented } from '../../protocol/segmentation-json.ts'

export function segmentsJson(segments: readonly Segment[]): string {
  return JSON.stringify(segmentationAnswer(segments))
}
