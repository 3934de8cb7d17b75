import type { DetectionHead, YoloHead } from '../../../../protocol/picture-manifests.ts'
import { jsLiteral } from '../literals.ts'
import { lines } from '../snippet.ts'

/** `boxesOf(outputs, width, height)`; undefined for heads that are not written out. */
export function webBoxes(head: DetectionHead): string | undefined {
  const rows = rowLines(head)
  if (rows === undefined) return undefined
  return lines(
    '/** Corners in pixels of the tensor, with their scores and classes. */',
    'function boxesOf(outputs, width, height) {',
    '  const around = (x, y, w, h) => [x - w / 2, y - h / 2, x + w / 2, y + h / 2]',
    '  const bestOf = (row) => row.reduce((best, value, i) => (value > row[best] ? i : best), 0)',
    '  const rowsOf = ({ data, dims }, length = dims.at(-1)) =>',
    '    Array.from({ length: data.length / length }, (_, i) => Array.from(data.subarray(i * length, (i + 1) * length), Number))',
    ...rows,
    '}',
  )
}

function rowLines(head: DetectionHead): readonly (string | false)[] | undefined {
  switch (head.kind) {
    case 'yolo':
      return yolo(head)
    case 'end-to-end':
      return [
        `  return rowsOf(outputs[${jsLiteral(head.output)}]).map((row) => ({`,
        '    corners: row.slice(0, 4), score: row[4], index: Math.round(row[5]),',
        '  }))',
      ]
    case 'detr':
      return [
        `  const boxes = rowsOf(outputs[${jsLiteral(head.boxes)}])`,
        `  return rowsOf(outputs[${jsLiteral(head.logits)}]).flatMap((logits, i) => {`,
        '    const [x, y, w, h] = boxes[i]',
        '    const corners = around(x * width, y * height, w * width, h * height)',
        ...(head.scores === 'softmax'
          ? [
              '    const largest = Math.max(...logits)',
              '    const shares = logits.map((logit) => Math.exp(logit - largest))',
              '    const sum = shares.reduce((a, b) => a + b)',
              '    const chances = shares.slice(0, -1).map((share) => share / sum) // the last class: nothing',
              '    const index = bestOf(chances)',
              '    return [{ corners, score: chances[index], index }]',
            ]
          : [
              '    return logits.map((logit, index) => ({ corners, score: 1 / (1 + Math.exp(-logit)), index }))',
            ]),
        '  })',
        head.scores === 'sigmoid' &&
          '    .sort((a, b) => b.score - a.score).slice(0, boxes.length)',
      ]
    case 'ssd':
      return [
        `  const boxes = rowsOf(outputs[${jsLiteral(head.boxes)}])`,
        `  return rowsOf(outputs[${jsLiteral(head.scores)}]).flatMap((scores, i) =>`,
        '    scores.slice(1).map((score, one) => ({ // class 0 is the background',
        '      corners: boxes[i].map((side, k) => side * (k % 2 === 0 ? width : height)), score, index: one + 1,',
        '    })),',
        '  )',
      ]
    case 'listed': {
      const [a, b, c, d] = head.order === 'xyxy' ? [0, 1, 2, 3] : [1, 0, 3, 2]
      const unit = head.unit === 'relative' ? ' * (k % 2 === 0 ? width : height)' : ''
      return [
        `  const scores = outputs[${jsLiteral(head.scores)}].data`,
        `  const labels = outputs[${jsLiteral(head.labels)}].data`,
        `  return rowsOf(outputs[${jsLiteral(head.boxes)}], 4).map((row, i) => ({`,
        `    corners: [row[${a}], row[${b}], row[${c}], row[${d}]].map((side, k) => side${unit}),`,
        `    score: Number(scores[i]), index: Math.round(Number(labels[i])) - ${head.firstLabel},`,
        '  }))',
      ]
    }
    case 'fastest-det':
    case 'yunet':
    case 'blaze-face':
      return undefined
    default:
      return head satisfies never
  }
}

function yolo({ output, axes, objectness, strides, coefficients = 0 }: YoloHead) {
  const first = objectness ? 5 : 4
  return [
    `  const output = outputs[${jsLiteral(output)}]`,
    ...(axes === 'values-first'
      ? [
          '  const [values, boxes] = output.dims.slice(1)',
          '  const rows = Array.from({ length: boxes }, (_, i) =>',
          '    Array.from({ length: values }, (_, k) => output.data[k * boxes + i]),',
          '  )',
        ]
      : ['  const rows = rowsOf(output)']),
    ...(strides === undefined
      ? []
      : [
          `  const cells = ${jsLiteral(strides)}.flatMap((stride) => {`,
          '    const columns = Math.floor(width / stride)',
          '    const count = columns * Math.floor(height / stride)',
          '    return Array.from({ length: count }, (_, i) => [i % columns, Math.floor(i / columns), stride])',
          '  })',
        ]),
    `  return rows.map((row${strides ? ', i' : ''}) => {`,
    `    const chances = row.slice(${first}${coefficients > 0 ? `, -${coefficients}` : ''})`,
    '    const index = bestOf(chances)',
    `    const score = chances[index]${objectness ? ' * row[4]' : ''}`,
    ...(strides === undefined
      ? ['    return { corners: around(...row.slice(0, 4)), score, index }']
      : [
          '    const [column, line, stride] = cells[i]',
          '    const [x, y] = [(row[0] + column) * stride, (row[1] + line) * stride]',
          '    const corners = around(x, y, Math.exp(row[2]) * stride, Math.exp(row[3]) * stride)',
          '    return { corners, score, index }',
        ]),
    '  })',
  ]
}
