import type {
  ImageSegmentationManifest,
  SegmentationHead,
} from '../../../../protocol/picture-manifests.ts'
import { preprocessingOf, type AskedOf } from '../asked.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { webPreprocess } from './picture-input.ts'
import { webHead, webLabels, webPicture } from './program.ts'

/** A class, or a share, for each cell of the graph's own map. */
export function webSegmentation(asked: AskedOf<ImageSegmentationManifest>): string {
  const { head, labels } = asked.manifest
  return blocks(
    lines(webHead(asked), head.kind !== 'matte' && webLabels(labels)),
    webPreprocess(preprocessingOf(asked)),
    lines(
      webPicture(asked),
      'const outputs = await session.run(feedsOf(await preprocess(picture)))',
    ),
    cells(head),
  )
}

function cells(head: SegmentationHead): string {
  switch (head.kind) {
    case 'semantic': {
      const isPlanar = head.layout === 'NCHW'
      return lines(
        `const { data, dims } = outputs[${jsLiteral(head.output)}]`,
        `const [${isPlanar ? 'maps, height, width' : 'height, width, maps'}] = dims.length > 3 ? dims.slice(1) : ${isPlanar ? '[1, ...dims.slice(-2)]' : '[...dims.slice(-2), 1]'}`,
        '// The class of each cell of the map: the letterbox and the crop are still in it.',
        'const mask = Array.from({ length: width * height }, (_, cell) => {',
        '  if (maps === 1) return Number(data[cell]) // the graph names the classes itself',
        '  let best = 0',
        `  const at = (i) => data[${isPlanar ? 'i * width * height + cell' : 'cell * maps + i'}]`,
        '  for (let i = 1; i < maps; i++) if (at(i) > at(best)) best = i',
        '  return best',
        '})',
        'const shares = {}',
        'for (const index of mask) {',
        '  const name = labels[index] ?? `class_${index}`',
        '  shares[name] = (shares[name] ?? 0) + 1 / mask.length',
        '}',
        'console.log(width, height, shares)',
      )
    }
    case 'matte':
      return lines(
        `const { data, dims } = outputs[${jsLiteral(head.output)}]`,
        head.activation === 'sigmoid'
          ? 'const shares = Array.from(data, (value) => 1 / (1 + Math.exp(-value)))'
          : 'const shares = Array.from(data, (value) => Math.min(Math.max(value, 0), 1))',
        'console.log(dims, shares.reduce((a, b) => a + b) / shares.length) // how much of it is subject',
      )
    case 'instances':
      return lines(
        '// How these outputs mean masks is not written out here: the module does it.',
        'for (const [name, { dims }] of Object.entries(outputs)) console.log(name, dims)',
      )
    default:
      return head satisfies never
  }
}
