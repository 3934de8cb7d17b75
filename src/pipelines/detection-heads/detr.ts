import { softmax } from '../../core/tensors/softmax.ts'
import type { DetectionHead } from '../../protocol/picture-manifests.ts'
import { aroundCentre, createCollector } from './collector.ts'
import type { FoundBoxes, HeadInput, HeadReader } from './head.ts'
import { readTable, unsupported } from './read-table.ts'

type Detr = Extract<DetectionHead, { kind: 'detr' }>

/**
 * DETR, YOLOS, RT-DETR and their kin, as `post_process_object_detection` of their image processors in Transformers:
 * with softmax the best class of a query but for the last one, which means "nothing"; with sigmoid the best pairs
 * of query and class, as many as there are queries.
 */
export function detrReader(head: Detr): HeadReader {
  return {
    outputs: [head.logits, head.boxes],
    suppressed: true,
    read: (given) => readDetr(head, given),
  }
}

function readDetr({ logits, boxes, scores }: Detr, given: HeadInput): FoundBoxes {
  const table = readTable(given, logits, ['*', '*'], 'a row of classes for each query')
  const { data } = readTable(given, boxes, [table.rows, 4], 'a box for each query')
  const classes = scores === 'softmax' ? table.columns - 1 : table.columns
  if (classes < 1) {
    throw unsupported(`Its output “${logits}” has no class besides that for “nothing”`)
  }
  const collector = createCollector()
  for (let query = 0; query < table.rows; query++) {
    const row = table.data.subarray(query * table.columns, (query + 1) * table.columns)
    const box = cornersOf(data.subarray(query * 4, query * 4 + 4), given)
    if (scores === 'softmax') {
      const chances = softmax(row).subarray(0, classes)
      const score = chances.reduce((most, chance) => Math.max(most, chance), 0)
      collector.add(query, chances.indexOf(score), score, box)
    } else {
      row.forEach((logit, i) => collector.add(query, i, 1 / (1 + Math.exp(-logit)), box))
    }
  }
  const found = { ...collector.best(table.rows), classes }
  return scores === 'softmax' ? { ...found, nothing: 'last' } : found
}

function cornersOf(box: Float32Array, { width, height }: HeadInput) {
  const [x = 0, y = 0, wide = 0, high = 0] = box
  return aroundCentre(x * width, y * height, wide * width, high * height)
}
