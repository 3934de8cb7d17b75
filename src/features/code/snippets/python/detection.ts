import type {
  DetectionHead,
  ObjectDetectionManifest,
} from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, type AskedOf } from '../asked.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonBoxes } from './detection-heads.ts'
import { pythonPictureFeeds, pythonPreprocess } from './picture-input.ts'
import {
  pictureImports,
  pythonHead,
  pythonLabels,
  pythonPicturePath,
  pythonSession,
} from './program.ts'

/** Heads whose graphs give each thing once. */
const suppressed: ReadonlySet<DetectionHead['kind']> = new Set(['end-to-end', 'detr', 'listed'])

/** Prints `{"predictions": [{"class", "prob", "box"}, …]}`, boxes in pixels of the upright picture. */
export function pythonDetection(asked: AskedOf<ObjectDetectionManifest>): string {
  const { labels, head, thresholds } = asked.manifest
  const how = preprocessingOf(asked)
  const boxes = pythonBoxes(head)
  const begin = [
    pythonHead(asked, pictureImports),
    lines(pythonPicturePath(asked), boxes && pythonLabels(labels), pythonSession(asked)),
    pythonPreprocess(how),
    pythonPictureFeeds(head.kind === 'detr' ? how.layout : undefined),
  ]
  const size =
    how.layout === 'NCHW'
      ? 'tensor_height, tensor_width = values.shape[1:]'
      : 'tensor_height, tensor_width = values.shape[:2]'
  const run = lines(
    'values, (width, height), place = preprocess(IMAGE)',
    size,
    'names = [one.name for one in session.get_outputs()]',
    'outputs = dict(zip(names, session.run(names, feeds_of(values))))',
  )
  if (boxes === undefined) {
    return blocks(
      ...begin,
      run,
      '# How these outputs mean boxes is not written out here: the module does it.\nfor name, output in outputs.items():\n    print(name, output.shape)',
    )
  }
  const isSuppressed = suppressed.has(head.kind)
  return blocks(
    ...begin,
    boxes,
    !isSuppressed && pythonSuppression(thresholds.iou),
    run,
    lines(
      'corners, scores, classes = boxes_of(outputs, tensor_width, tensor_height)',
      '# From pixels of the tensor to those of the picture.',
      'left, top, wide, high = place',
      'across, down = width / wide, height / high',
      'corners = (corners - [left, top, left, top]) * [across, down, across, down]',
      'corners = np.clip(corners, 0, [width, height, width, height])',
      'has_area = (corners[:, 2] > corners[:, 0]) & (corners[:, 3] > corners[:, 1])',
      `wanted = np.flatnonzero(has_area & (scores >= ${thresholds.confidence}))`,
      'wanted = wanted[np.argsort(-scores[wanted], kind="stable")]',
      !isSuppressed && 'wanted = suppress(corners, classes, wanted)',
    ),
    lines(
      'def thing(i):',
      nameLines(head),
      '    box = dict(zip(("left", "top", "right", "bottom"), map(float, corners[i])))',
      '    return {"class": name, "prob": float(min(scores[i], 1)), "box": box}',
      '',
      '',
      'print(json.dumps({"predictions": [thing(i) for i in wanted[:300]]}, indent=2))',
    ),
  )
}

/** Some exports name the background, and some do not. */
function nameLines({ kind }: DetectionHead): string {
  return lines(
    kind === 'ssd' &&
      '    names = ["background", *LABELS] if len(LABELS) == class_count - 1 else LABELS',
    kind !== 'ssd' && '    names = LABELS',
    '    name = names[classes[i]] if classes[i] < len(names) else f"class_{classes[i]}"',
  )
}

export function pythonSuppression(iou: number): string {
  return `
def suppress(corners, classes, order):
    """Of two boxes of one class that overlap by more than ${iou} the less certain one goes."""
    kept = []
    area = (corners[:, 2] - corners[:, 0]) * (corners[:, 3] - corners[:, 1])
    for i in order:
        shared = [
            max(min(corners[i, 2], corners[j, 2]) - max(corners[i, 0], corners[j, 0]), 0)
            * max(min(corners[i, 3], corners[j, 3]) - max(corners[i, 1], corners[j, 1]), 0)
            for j in kept
        ]
        overlaps = (
            classes[i] == classes[j] and both / (area[i] + area[j] - both) > ${iou}
            for j, both in zip(kept, shared)
        )
        if not any(overlaps):
            kept.append(i)
    return np.array(kept, int)
`
}
