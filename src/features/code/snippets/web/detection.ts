import type { ObjectDetectionManifest } from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, type AskedOf } from '../asked.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { webBoxes } from './detection-heads.ts'
import { webPreprocess } from './picture-input.ts'
import { webHead, webLabels, webPicture } from './program.ts'

export function webDetection(asked: AskedOf<ObjectDetectionManifest>): string {
  const { labels, head, thresholds } = asked.manifest
  const boxes = webBoxes(head)
  const isSuppressed = ['end-to-end', 'detr', 'listed'].includes(head.kind)
  const isDetr = head.kind === 'detr'
  const run = lines(
    webPicture(asked),
    'const prepared = await preprocess(picture)',
    'const feeds = feedsOf(prepared)',
    isDetr && masks,
    'const outputs = await session.run(feeds)',
  )
  if (boxes === undefined) {
    return blocks(
      webHead(asked),
      webPreprocess(preprocessingOf(asked)),
      run,
      '// How these outputs mean boxes is not written out here: the module does it.\nfor (const [name, { dims }] of Object.entries(outputs)) console.log(name, dims)',
    )
  }
  return blocks(
    lines(webHead(asked), webLabels(labels)),
    webPreprocess(preprocessingOf(asked)),
    boxes,
    !isSuppressed && suppression(thresholds.iou),
    run,
    lines(
      '// From pixels of the tensor to those of the picture.',
      'const { place, size } = prepared',
      'const toX = (x) => Math.min(Math.max(((x - place.left) * size.width) / place.width, 0), size.width)',
      'const toY = (y) => Math.min(Math.max(((y - place.top) * size.height) / place.height, 0), size.height)',
      'const found = boxesOf(outputs, prepared.width, prepared.height)',
      `  .filter(({ score, index }) => score >= ${thresholds.confidence} && index >= 0)`,
      '  .map((box) => ({ ...box, corners: box.corners.map((side, k) => (k % 2 === 0 ? toX : toY)(side)) }))',
      '  .filter(({ corners: [left, top, right, bottom] }) => right > left && bottom > top)',
      '  .sort((a, b) => b.score - a.score)',
      head.kind === 'ssd'
        ? `const names = labels.length === outputs[${jsLiteral(head.scores)}].dims.at(-1) - 1 ? ['background', ...labels] : labels`
        : 'const names = labels',
      `const predictions = ${isSuppressed ? 'found' : 'suppressed(found)'}.slice(0, 300).map(({ corners, score, index }) => ({`,
      '  class: names[index] ?? `class_${index}`,',
      '  prob: score,',
      '  box: { left: corners[0], top: corners[1], right: corners[2], bottom: corners[3] },',
      '}))',
      'console.log(JSON.stringify({ predictions }, null, 2))',
    ),
  )
}

/** What DETRs want besides the picture. */
const masks = lines(
  'for (const { name, type, shape } of session.inputMetadata.filter(({ name }) => !(name in feeds))) {',
  '  // Where there is picture: everywhere.',
  '  const dims = shape.map((side, axis) => (side > 0 ? side : [1, prepared.height, prepared.width][axis]))',
  '  const ones = { int64: BigInt64Array, bool: Uint8Array, float32: Float32Array }[type]',
  "  const data = new ones(dims.reduce((a, b) => a * b)).fill(type === 'int64' ? 1n : 1)",
  '  feeds[name] = new ort.Tensor(type, data, dims)',
  '}',
)

function suppression(iou: number): string {
  return lines(
    `/** Of two boxes of one class that overlap by more than ${iou} the less certain one goes. */`,
    'function suppressed(boxes) {',
    '  const area = ([left, top, right, bottom]) => Math.max(right - left, 0) * Math.max(bottom - top, 0)',
    '  const kept = []',
    '  for (const box of boxes) {',
    '    const isCovered = kept.some(({ index, corners }) => {',
    '      const low = [0, 1].map((k) => Math.max(corners[k], box.corners[k]))',
    '      const high = [2, 3].map((k) => Math.min(corners[k], box.corners[k]))',
    '      const both = area([...low, ...high])',
    `      return index === box.index && both / (area(corners) + area(box.corners) - both) > ${iou}`,
    '    })',
    '    if (!isCovered) kept.push(box)',
    '  }',
    '  return kept',
    '}',
  )
}
