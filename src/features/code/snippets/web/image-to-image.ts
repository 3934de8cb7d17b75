import type { ImageToImageManifest } from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, type AskedOf } from '../asked.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { webPreprocess } from './picture-input.ts'
import { webHead, webPicture } from './program.ts'

/** Shows what came out on a canvas. */
export function webImageToImage(asked: AskedOf<ImageToImageManifest>): string {
  const { output } = asked.manifest
  const isPlanar = output.layout === 'NCHW'
  const order = output.colours === 'BGR' ? '[2, 1, 0]' : '[0, 1, 2]'
  return blocks(
    webHead(asked),
    webPreprocess(preprocessingOf(asked)),
    lines(
      webPicture(asked),
      'const outputs = await session.run(feedsOf(await preprocess(picture)))',
      `const { data, dims } = outputs[${jsLiteral(output.name)}]`,
      `const [${isPlanar ? 'maps, height, width' : 'height, width, maps'}] = dims.length > 3 ? dims.slice(1) : ${isPlanar ? '[1, ...dims.slice(-2)]' : '[...dims.slice(-2), 1]'}`,
      `const at = (i, map) => Number(data[${isPlanar ? 'map * width * height + i' : 'i * maps + map'}])`,
      output.gives === 'depth' &&
        lines(
          'const least = data.reduce((a, b) => Math.min(a, b))',
          'const range = data.reduce((a, b) => Math.max(a, b)) - least || 1',
        ),
      'const pixels = new ImageData(width, height)',
      'for (let i = 0; i < width * height; i++) {',
      output.gives === 'depth'
        ? '  pixels.data.fill(((at(i, 0) - least) / range) * 255, i * 4, i * 4 + 3)'
        : `  ${order}.forEach((map, c) => (pixels.data[i * 4 + c] = at(i, maps === 1 ? 0 : map) * ${255 / output.white}))`,
      '  pixels.data[i * 4 + 3] = 255',
      '}',
      "const canvas = document.body.appendChild(document.createElement('canvas'))",
      'Object.assign(canvas, { width, height })',
      "canvas.getContext('2d').putImageData(pixels, 0, 0)",
    ),
  )
}
