import type { ImageToImageManifest } from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, type AskedOf } from '../asked.ts'
import { pythonLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { pythonPictureFeeds, pythonPreprocess } from './picture-input.ts'
import { pictureImports, pythonHead, pythonPicturePath, pythonSession } from './program.ts'

/** Saves output.png: what came out, without the padding that went in. */
export function pythonImageToImage(asked: AskedOf<ImageToImageManifest>): string {
  const { output } = asked.manifest
  const how = preprocessingOf(asked)
  const part = how.layout === 'NCHW' ? 'values.shape[1:]' : 'values.shape[:2]'
  return blocks(
    pythonHead(asked, pictureImports),
    lines(pythonPicturePath(asked), pythonSession(asked)),
    pythonPreprocess(how),
    pythonPictureFeeds(),
    lines(
      'values, size, (left, top, wide, high) = preprocess(IMAGE)',
      `tensor_height, tensor_width = ${part}`,
      `maps = session.run([${pythonLiteral(output.name)}], feeds_of(values))[0].astype(float)`,
      'maps = maps[0] if maps.ndim > 2 else maps',
      'if maps.ndim == 2:',
      '    maps = maps[:, :, None]',
      output.layout === 'NCHW' && 'else:',
      output.layout === 'NCHW' && '    maps = maps.transpose(1, 2, 0)',
      '# Without what was filled up, at whatever scale it came.',
      'rows, columns = maps.shape[:2]',
      'y0, y1 = (round(min(max(y, 0), tensor_height) * rows / tensor_height) for y in (top, top + high))',
      'x0, x1 = (round(min(max(x, 0), tensor_width) * columns / tensor_width) for x in (left, left + wide))',
      'maps = maps[y0:y1, x0:x1]',
      output.gives === 'depth'
        ? 'maps = (maps - maps.min()) / max(maps.max() - maps.min(), 1e-12) * 255  # from least to greatest'
        : output.white !== 255 && `maps = maps * ${255 / output.white}`,
      output.colours === 'BGR' && 'maps = maps[:, :, ::-1]  # from blue, green, red',
      'pixels = np.rint(np.clip(maps, 0, 255)).astype(np.uint8)',
      'Image.fromarray(pixels[:, :, 0] if pixels.shape[2] == 1 else pixels).save("output.png")',
      'print(json.dumps({"input": size, "output": [x1 - x0, y1 - y0]}))',
    ),
  )
}
