import { VitrineError } from '../protocol/errors.ts'
import { readJson } from './folder.ts'
import { imageManifest } from './image-manifest.ts'
import type { LayoutReader } from './layout-reader.ts'
import { metadataSchema, parse } from './schemas.ts'

/** `metadata.json` beside `model.onnx`, as Transformer Builder's `export_model` writes them. */
export const transformerBuilder: LayoutReader = {
  layout: 'transformer-builder',
  marker: 'metadata.json',
  candidates: ['model.onnx', 'tokenizer.json', 'tokenizer_config.json'],
  async read(folder, author) {
    const metadata = parse(metadataSchema, await readJson(folder, this.marker), this.marker)
    const { task_type: taskType, input_shape: input } = metadata
    if (taskType !== 'vision_classification') {
      throw new VitrineError('export-unsupported', {
        problem: `metadata.json says the task is “${taskType}”, and only vision_classification runs yet`,
      })
    }
    const { image_size: imageSize, channels_first: channelsFirst = true } = input.schema
    if (imageSize === undefined) {
      const key = 'input_shape.schema.image_size'
      const problem = 'it must be there: [channels, height, width]'
      throw new VitrineError('export-invalid', { file: this.marker, key, problem })
    }
    const [channels, height, width] = imageSize
    if (channels !== 1 && channels !== 3) {
      throw new VitrineError('export-unsupported', {
        problem: `It takes pictures of ${channels} channels, not 1 or 3`,
      })
    }
    return imageManifest(folder, author, {
      layout: this.layout,
      reasons: [
        'metadata.json says vision_classification',
        `${width} × ${height}, ${channels === 3 ? 'RGB' : 'grey'}`,
        author.preprocessing?.mean === undefined
          ? 'no normalisation outside the graph'
          : 'normalisation from vitrine.json',
      ],
      model: author.model ?? 'model.onnx',
      // The exporter's reference server: RGB, PIL.Image.resize((W, H)), which is bicubic, and / 255.
      preprocessing: { width, height, channels, layout: channelsFirst ? 'NCHW' : 'NHWC' },
    })
  },
}
