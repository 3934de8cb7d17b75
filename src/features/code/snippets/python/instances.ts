import type {
  DetectionThresholds,
  SegmentationHead,
} from '../../../../protocol/picture-manifests.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonSuppression } from './detection.ts'
import { pythonAround, yoloRows } from './detection-heads.ts'

/** A mask for each box: its coefficients times the prototypes, cut to the box. */
export function pythonInstances(
  { boxes, prototypes }: Extract<SegmentationHead, { kind: 'instances' }>,
  { confidence, iou }: DetectionThresholds,
): string {
  return blocks(
    pythonAround,
    pythonSuppression(iou),
    lines(
      'def boxes_of(outputs, width, height):',
      yoloRows(boxes),
      `    return around(x, y, w, h), scores, classes, rows[:, -${boxes.coefficients ?? 0}:]`,
    ),
    lines(
      'corners, scores, classes, coefficients = boxes_of(outputs, tensor_width, tensor_height)',
      `prototypes = outputs[${pythonLiteral(prototypes)}][0].astype(float)`,
      `wanted = np.flatnonzero(scores >= ${confidence})`,
      'wanted = wanted[np.argsort(-scores[wanted], kind="stable")]',
      'labels = np.zeros((height, width), np.uint8)  # 0: nothing; 1: the most certain thing; ...',
      'things = []',
      'for i in suppress(corners, classes, wanted)[:255]:',
      '    mask, seen = at_picture_size(np.tensordot(coefficients[i], prototypes, 1))',
      '    x = left + (np.arange(width) + 0.5) * wide / width',
      '    y = top + (np.arange(height) + 0.5) * high / height',
      '    within = (x >= corners[i, 0]) & (x <= corners[i, 2])',
      '    within = within & ((y >= corners[i, 1]) & (y <= corners[i, 3]))[:, None]',
      '    things.append({"class": LABELS[classes[i]] if classes[i] < len(LABELS) else f"class_{classes[i]}", "prob": float(scores[i])})',
      '    labels[(mask > 0) & within & seen & (labels == 0)] = len(things)',
      'Image.fromarray(labels).save("mask.png")',
      'print(json.dumps({"predictions": things}, indent=2))',
    ),
  )
}
