import * as z from 'zod/mini'
import type { ImagePreprocessing } from '../../core/pixels/preprocess.ts'
import type { ResampleFilter } from '../../core/pixels/resample-filter.ts'
import { VitrineError } from '../../protocol/errors.ts'
import { readJson } from '../folder.ts'
import { chooseVariant } from '../hugging-face-model.ts'
import type { LayoutReader } from '../layout-reader.ts'
import { count, parse } from '../schemas.ts'

const marker = 'config.json'

/** `config.json` as timm writes it for the Hugging Face hub, with `pretrained_cfg` inside. */
export const timm: LayoutReader = {
  layout: 'timm',
  markers: [marker],
  candidates: ['model.onnx', 'onnx/model.onnx'],
  async matches(folder) {
    const json = await readJson(folder, marker)
    return typeof json === 'object' && json !== null && 'pretrained_cfg' in json
  },
  async read(folder, author) {
    const config = parse(configSchema, await readJson(folder, marker), marker)
    const { architecture, pretrained_cfg: cfg } = config
    const classes = config.num_classes ?? cfg.num_classes ?? undefined
    const found = {
      because: `${marker} is timm’s${architecture === undefined ? '' : ` for ${architecture}`}`,
      licence: cfg.license ?? undefined,
      ...(await chooseVariant(folder, author)),
    }
    // A backbone without its classifier.
    if (classes === 0) return { ...found, task: 'tensors', recognised: 'feature-extraction' }
    const image = { preprocessing: timmPreprocessing(cfg), labels: labelsOf(config), classes }
    const notes = cfg.crop_mode === 'border' ? [borderNote] : []
    return { ...found, task: 'image-classification', image, notes }
  },
}

const borderNote =
  'timm fills the borders of its pictures with the mean colour; here they are a grey as light.'

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

const configSchema = z.object({
  architecture: z.optional(z.string()),
  num_classes: optional(z.int()),
  label_names: optional(z.array(z.string())),
  label_descriptions: optional(z.record(z.string(), z.string())),
  pretrained_cfg: z.object({
    input_size: z.tuple([count, count, count]),
    interpolation: optional(z.string()),
    mean: optional(z.array(z.number())),
    std: optional(z.array(z.number())),
    crop_pct: optional(z.number().check(z.positive())),
    crop_mode: optional(z.string()),
    num_classes: optional(z.int()),
    license: optional(z.string()),
  }),
})
type Config = z.infer<typeof configSchema>

const filters = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const

/** What `timm.data.create_transform` does for evaluation. */
function timmPreprocessing(cfg: Config['pretrained_cfg']): Partial<ImagePreprocessing> {
  const [channels, height, width] = cfg.input_size
  if (channels !== 1 && channels !== 3) {
    throw unsupported(`It takes pictures of ${channels} channels, not 1 or 3`)
  }
  const filter = cfg.interpolation ?? 'bilinear'
  if (!isFilter(filter)) throw unsupported(`Its config.json asks for ${filter} interpolation`)
  const { mean, std } = cfg
  return {
    width,
    height,
    channels,
    filter,
    resize: resizeOf(cfg),
    ...(mean != null && { mean }),
    ...(std != null && { std }),
  }
}

/**
 * `transforms_imagenet_eval`. The size before the crop is cut off, not rounded: `math.floor(img_size / crop_pct)`. A crop
 * out of a picture that was squeezed, or that has borders, we do not have.
 */
function resizeOf({
  input_size: [, height, width],
  crop_pct,
  crop_mode,
  mean,
}: Config['pretrained_cfg']): ImagePreprocessing['resize'] {
  const fraction = crop_pct ?? 0.875
  const mode = crop_mode ?? 'center'
  const isWhole = Math.floor(height / fraction) === height && Math.floor(width / fraction) === width
  if (mode === 'squash' && isWhole) return { mode: 'exact' }
  if (mode === 'border' && isWhole) return { mode: 'fit', anchor: 'centre', pad: greyOf(mean) }
  if (mode !== 'center' || width !== height) {
    throw unsupported(
      `Its config.json asks for crop_mode ${mode} at ${width} × ${height} with crop_pct ${fraction}, which is not supported`,
    )
  }
  return { mode: 'shorter-side', shorterSide: Math.floor(height / fraction) }
}

/** timm fills borders with the mean; ours have one grey. */
function greyOf(mean: readonly number[] | null | undefined): number {
  const values = mean ?? [0.485, 0.456, 0.406]
  const middle = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.min(255, Math.max(0, Math.round(255 * middle)))
}

/** `label_names` may be WordNet ids, which `label_descriptions` then spells out. */
function labelsOf({ label_names, label_descriptions }: Config): readonly string[] | undefined {
  return label_names?.map((name) => label_descriptions?.[name] ?? name)
}

function isFilter(name: string): name is ResampleFilter {
  return filters.some((filter) => filter === name)
}

function unsupported(problem: string): VitrineError {
  return new VitrineError('export-unsupported', { problem })
}
