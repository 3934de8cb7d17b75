import type {
  ImageSegmentationManifest,
  SegmentationHead,
} from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, type AskedOf } from '../asked.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonInstances } from './instances.ts'
import { pythonPictureFeeds, pythonPreprocess } from './picture-input.ts'
import {
  pictureImports,
  pythonHead,
  pythonLabels,
  pythonPicturePath,
  pythonSession,
} from './program.ts'

/** Saves mask.png at the picture's size, and prints what is in it. */
export function pythonSegmentation(asked: AskedOf<ImageSegmentationManifest>): string {
  const { head, labels } = asked.manifest
  const how = preprocessingOf(asked)
  return blocks(
    pythonHead(asked, pictureImports),
    lines(
      pythonPicturePath(asked),
      head.kind !== 'matte' && pythonLabels(labels),
      pythonSession(asked),
    ),
    pythonPreprocess(how),
    pythonPictureFeeds(),
    sampling,
    lines(
      'values, (width, height), (left, top, wide, high) = preprocess(IMAGE)',
      how.layout === 'NCHW'
        ? 'tensor_height, tensor_width = values.shape[1:]'
        : 'tensor_height, tensor_width = values.shape[:2]',
      'names = [one.name for one in session.get_outputs()]',
      'outputs = dict(zip(names, session.run(names, feeds_of(values))))',
    ),
    masks(head, asked.manifest),
  )
}

/** As `core/masks/line-samples.ts`. */
const sampling = `
def samples(pixels, cells, tensor, offset, length):
    """Between which cells each pixel of a line lies, how far, and whether the model saw it."""
    place = offset + (np.arange(pixels) + 0.5) * length / pixels
    if cells > 1 and tensor % cells and (tensor - 1) % (cells - 1) == 0:  # a grid of points
        cell = (place - 0.5) * (cells - 1) / (tensor - 1)
    else:
        cell = place * cells / tensor - 0.5
    cell = np.clip(cell, 0, cells - 1)
    first = np.floor(cell).astype(int)
    seen = (place >= 0) & (place <= tensor)
    return first, np.minimum(first + 1, cells - 1), cell - first, seen


def at_picture_size(grid):
    """Bilinear, letterbox and crop undone; and which pixels the model saw."""
    rows, columns = grid.shape
    top_row, bottom_row, down, seen_down = samples(height, rows, tensor_height, top, high)
    first, second, across, seen_across = samples(width, columns, tensor_width, left, wide)
    upper = grid[top_row][:, first] * (1 - across) + grid[top_row][:, second] * across
    lower = grid[bottom_row][:, first] * (1 - across) + grid[bottom_row][:, second] * across
    return upper * (1 - down)[:, None] + lower * down[:, None], seen_down[:, None] & seen_across
`

function masks(head: SegmentationHead, { thresholds }: ImageSegmentationManifest): string {
  switch (head.kind) {
    case 'semantic':
      return lines(
        `maps = outputs[${pythonLiteral(head.output)}][0]`,
        head.layout === 'NHWC' && 'maps = maps.transpose(2, 0, 1) if maps.ndim == 3 else maps',
        'maps = maps[0] if len(maps) == 1 and maps.ndim == 3 else maps',
        'if maps.ndim == 2:  # the graph names the classes itself',
        '    first, second, across, _ = samples(width, maps.shape[1], tensor_width, left, wide)',
        '    top_row, bottom_row, down, _ = samples(height, maps.shape[0], tensor_height, top, high)',
        '    mask = maps[np.where(down < 0.5, top_row, bottom_row)][:, np.where(across < 0.5, first, second)]',
        '    class_count = int(maps.max()) + 1',
        'else:',
        '    best, mask, class_count = None, None, len(maps)',
        '    for i, one in enumerate(maps):  # one class after the other: all at once would be large',
        '        scores, _ = at_picture_size(one.astype(float))',
        '        leads = np.ones(scores.shape, bool) if best is None else scores > best',
        '        best = scores if best is None else np.where(leads, scores, best)',
        '        mask = np.where(leads, i, 0 if mask is None else mask)',
        '_, seen = at_picture_size(np.zeros((1, 1)))',
        `mask = np.where(seen, mask, ${head.background ?? 'class_count'})`,
        'Image.fromarray(mask.astype(np.uint8 if mask.max() < 256 else np.int32)).save("mask.png")',
        '',
        'names = LABELS if len(LABELS) >= class_count else [f"class_{i}" for i in range(class_count)]',
        'found, counts = np.unique(mask[seen], return_counts=True)',
        'shares = {names[int(i)]: float(n / mask.size) for i, n in zip(found, counts)}',
        'print(json.dumps(shares, indent=2))',
      )
    case 'matte':
      return lines(
        `map = outputs[${pythonLiteral(head.output)}][0].astype(float)`,
        `map = map.reshape([n for n in map.shape if n > 1])  # one map`,
        'share, seen = at_picture_size(map)',
        head.activation === 'sigmoid' && 'share = 1 / (1 + np.exp(-share))',
        'alpha = np.where(seen, np.rint(np.clip(share, 0, 1) * 255), 0).astype(np.uint8)',
        'Image.fromarray(alpha).save("mask.png")  # 255 where the subject is',
        `print(json.dumps({"subject": float((alpha >= ${255 * thresholds.confidence}).mean())}))`,
      )
    case 'instances':
      return pythonInstances(head, thresholds)
    default:
      return head satisfies never
  }
}
