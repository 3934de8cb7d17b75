import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { blazeFaceReader } from './blaze-face.ts'
import { detrReader } from './detr.ts'
import { endToEndReader } from './end-to-end.ts'
import { fastestDetReader } from './fastest-det.ts'
import type { HeadReader } from './head.ts'
import { listedReader } from './listed.ts'
import { ssdReader } from './ssd.ts'
import { yoloReader } from './yolo.ts'
import { yunetReader } from './yunet.ts'

type Readers = {
  readonly [K in DetectionHead['kind']]: (head: Extract<DetectionHead, { kind: K }>) => HeadReader
}

const readers: Readers = {
  yolo: yoloReader,
  'end-to-end': endToEndReader,
  detr: detrReader,
  ssd: ssdReader,
  listed: listedReader,
  'fastest-det': fastestDetReader,
  yunet: yunetReader,
  'blaze-face': blazeFaceReader,
}

export function headReader<K extends DetectionHead['kind']>(
  head: Extract<DetectionHead, { kind: K }>,
): HeadReader {
  // TypeScript cannot see that a head and the reader of its kind belong together.
  const reader = readers[head.kind] as (any: DetectionHead) => HeadReader
  return reader(head)
}
