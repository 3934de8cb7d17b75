import type { DetectionHead, YoloHead } from '../../../../protocol/picture-manifests.ts'
import { pythonLiteral } from '../literals.ts'
import { lines } from '../snippet.ts'

const signature = `def boxes_of(outputs, width, height):
    """Corners in pixels of the tensor, scores and classes, as pipelines/detection-heads reads them."""`

/** `boxes_of(outputs, width, height)`; undefined for heads that are not written out. */
export function pythonBoxes(head: DetectionHead): string | undefined {
  switch (head.kind) {
    case 'yolo':
      return lines(
        signature,
        yoloRows(head),
        '    return around(x, y, w, h), scores, classes',
        '',
        pythonAround,
      )
    case 'end-to-end':
      return lines(
        signature,
        `    rows = outputs[${pythonLiteral(head.output)}][0].astype(float)`,
        '    return rows[:, :4], rows[:, 4], np.rint(rows[:, 5]).astype(int)',
      )
    case 'detr':
      return lines(
        signature,
        `    logits = outputs[${pythonLiteral(head.logits)}][0].astype(float)`,
        `    x, y, w, h = (outputs[${pythonLiteral(head.boxes)}][0].astype(float) * [width, height, width, height]).T`,
        ...(head.scores === 'softmax'
          ? [
              '    chances = np.exp(logits - logits.max(axis=1, keepdims=True))',
              '    chances = (chances / chances.sum(axis=1, keepdims=True))[:, :-1]  # the last class: nothing',
              '    return around(x, y, w, h), chances.max(axis=1), chances.argmax(axis=1)',
            ]
          : [
              '    chances = 1 / (1 + np.exp(-logits))',
              '    best = np.argsort(-chances.ravel(), kind="stable")[: len(chances)]',
              '    rows, classes = np.divmod(best, chances.shape[1])',
              '    return around(x, y, w, h)[rows], chances.ravel()[best], classes',
            ]),
        '',
        pythonAround,
      )
    case 'ssd':
      return lines(
        signature,
        '    global class_count',
        `    scores = outputs[${pythonLiteral(head.scores)}][0].astype(float)`,
        `    corners = outputs[${pythonLiteral(head.boxes)}][0].astype(float) * [width, height, width, height]`,
        '    class_count = scores.shape[1]  # class 0 is the background',
        '    rows, classes = np.divmod(np.arange(len(scores) * (class_count - 1)), class_count - 1)',
        '    return corners[rows], scores[:, 1:].ravel(), classes + 1',
      )
    case 'listed':
      return lines(
        signature,
        `    corners = outputs[${pythonLiteral(head.boxes)}].reshape(-1, 4).astype(float)`,
        head.order === 'yxyx' && '    corners = corners[:, [1, 0, 3, 2]]',
        head.unit === 'relative' && '    corners = corners * [width, height, width, height]',
        `    scores = outputs[${pythonLiteral(head.scores)}].ravel().astype(float)`,
        `    classes = np.rint(outputs[${pythonLiteral(head.labels)}].ravel()).astype(int) - ${head.firstLabel}`,
        '    return corners, np.where(classes >= 0, scores, 0), classes',
      )
    case 'fastest-det':
      return lines(signature, fastestDet(head.output), '', pythonAround)
    case 'yunet':
      return lines(signature, yunet, '', pythonAround)
    case 'blaze-face':
      return undefined
    default:
      return head satisfies never
  }
}

export const pythonAround = `
def around(x, y, w, h):
    return np.stack([x - w / 2, y - h / 2, x + w / 2, y + h / 2], axis=1)`

/** Rows of a YOLO: leaves `x`, `y`, `w`, `h`, `scores`, `classes`, and `rows` with all numbers of a box. */
export function yoloRows(head: YoloHead): string {
  const first = head.objectness ? 5 : 4
  const last = head.coefficients ? `-${head.coefficients}` : ''
  return lines(
    `    rows = outputs[${pythonLiteral(head.output)}][0].astype(float)`,
    head.axes === 'values-first' && '    rows = rows.T',
    '    x, y, w, h = rows[:, :4].T',
    head.strides && gridLines(head.strides),
    `    chances = rows[:, ${first}:${last}]`,
    '    classes = chances.argmax(axis=1)',
    `    scores = chances.max(axis=1)${head.objectness ? ' * rows[:, 4]' : ''}`,
  )
}

/** YOLOX: centre and size are relative to a cell of each stride's grid. */
function gridLines(strides: readonly number[]): string {
  return lines(
    '    cells = [',
    '        (column, line, stride)',
    `        for stride in ${pythonLiteral(strides)}`,
    '        for line in range(height // stride)',
    '        for column in range(width // stride)',
    '    ]',
    '    column, line, stride = np.array(cells, float).T',
    '    x, y, w, h = (x + column) * stride, (y + line) * stride, np.exp(w) * stride, np.exp(h) * stride',
  )
}

function fastestDet(output: string): string {
  return lines(
    `    rows = outputs[${pythonLiteral(output)}][0].astype(float)`,
    '    if rows.ndim == 3:  # objectness, the box as the last layer gives it, classes',
    '        line, column = np.mgrid[: rows.shape[1], : rows.shape[2]]',
    '        x = (np.tanh(rows[1]) + column) / rows.shape[2] * width',
    '        y = (np.tanh(rows[2]) + line) / rows.shape[1] * height',
    '        w, h = width / (1 + np.exp(-rows[3])), height / (1 + np.exp(-rows[4]))',
    '        corners = around(x.ravel(), y.ravel(), w.ravel(), h.ravel())',
    '        chances = rows[5:].reshape(len(rows) - 5, -1).T',
    '        return corners, chances.max(axis=1) * rows[0].ravel(), chances.argmax(axis=1)',
    '    scores = rows[:, 4] * rows[:, 5:].max(axis=1)',
    '    return around(*rows[:, :4].T), scores, rows[:, 5:].argmax(axis=1)',
  )
}

const yunet = lines(
  '    corners, scores = [], []',
  '    for stride in (8, 16, 32):',
  '        line, column = np.mgrid[: height // stride, : width // stride].reshape(2, -1)',
  '        chance, anything = (outputs[f"{part}_{stride}"].ravel().clip(0, 1) for part in ("cls", "obj"))',
  '        x, y, w, h = outputs[f"bbox_{stride}"].reshape(-1, 4).astype(float).T',
  '        x, y = (x + column) * stride, (y + line) * stride',
  '        corners.append(around(x, y, np.exp(w) * stride, np.exp(h) * stride))',
  '        scores.append(np.sqrt(chance * anything))',
  '    scores = np.concatenate(scores)',
  '    return np.concatenate(corners), scores, np.zeros(len(scores), int)',
)
