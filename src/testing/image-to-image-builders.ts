import type { ImageToImageManifest } from '../protocol/picture-manifests.ts'
import type { ImageToImage } from '../protocol/picture-tasks.ts'
import { buildClassification, buildPictures } from './builders.ts'

/** Takes 224 × 224 and gives three times as many pixels each way. */
export function buildSuperResolution(
  parts: Partial<ImageToImageManifest> = {},
): ImageToImageManifest {
  const { labels: _labels, output: _output, ...base } = buildPictures()
  return {
    ...base,
    id: 'larger',
    title: 'The same, but larger',
    description: 'Triples the size of a picture.',
    base: 'models/larger/',
    task: 'image-to-image',
    preprocessing: { ...base.preprocessing, width: 224, height: 224 },
    examples: [{ title: 'Ship', image: 'examples/ship.png' }],
    output: { name: 'output', layout: 'NCHW', gives: 'picture', white: 1, colours: 'RGB' },
    ...parts,
  }
}

export function buildOutput(parts: Partial<Omit<ImageToImage, 'pixels'>> = {}): ImageToImage {
  const { predictions: _predictions, ...base } = buildClassification()
  const { width = 672, height = 672 } = parts
  return {
    ...base,
    ...parts,
    width,
    height,
    pixels: new Uint8ClampedArray(width * height * 4).fill(255),
  }
}
