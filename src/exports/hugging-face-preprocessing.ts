import * as z from 'zod/mini'
import type { ImagePreprocessing } from '../core/preprocess.ts'
import type { ResampleFilter } from '../core/resample-filter.ts'
import { VitrineError } from '../protocol/errors.ts'
import { count } from './schemas.ts'

const sizeSchema = z.union([
  count,
  z.object({
    width: z.optional(count),
    height: z.optional(count),
    shortest_edge: z.optional(count),
  }),
])

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

/** `preprocessor_config.json` of a Hugging Face image model. */
export const preprocessorSchema = z.object({
  do_resize: optional(z.boolean()),
  size: optional(sizeSchema),
  resample: optional(z.int()),
  do_center_crop: optional(z.boolean()),
  crop_size: optional(sizeSchema),
  crop_pct: optional(z.number().check(z.positive())),
  do_rescale: optional(z.boolean()),
  rescale_factor: optional(z.number()),
  do_normalize: optional(z.boolean()),
  image_mean: optional(z.array(z.number())),
  image_std: optional(z.array(z.number())),
  do_flip_channel_order: optional(z.boolean()),
  rescale_offset: optional(z.boolean()),
  include_top: optional(z.boolean()),
  image_processor_type: optional(z.string()),
  feature_extractor_type: optional(z.string()),
})
type PreprocessorJson = z.infer<typeof preprocessorSchema>

/** `PIL.Image.Resampling`, by its numbers. */
const filters: readonly ResampleFilter[] = [
  'nearest',
  'lanczos',
  'bilinear',
  'bicubic',
  'box',
  'hamming',
]

/**
 * What a Transformers image processor does, in our words. Its defaults where the file is silent: bilinear, rescale
 * by 1/255, and normalise when mean and std are there.
 * @throws VitrineError `export-unsupported` for steps that we do not have
 */
export function huggingFacePreprocessing(json: PreprocessorJson): Partial<ImagePreprocessing> {
  if (json.do_resize === false) throw unsupported('do_resize: false')
  if (json.do_flip_channel_order === true) throw unsupported('blue before red')
  if (json.rescale_offset === true) throw unsupported('rescale_offset')
  const std = json.image_std
  return {
    ...geometry(json),
    filter: filters[json.resample ?? 2] ?? 'bilinear',
    rescale: json.do_rescale === false ? 1 : (json.rescale_factor ?? 1 / 255),
    ...(json.do_normalize !== false && {
      ...(json.image_mean != null && { mean: json.image_mean }),
      // `EfficientNetImageProcessor` divides a second time.
      ...(std != null && { std: json.include_top === true ? std.map((value) => value ** 2) : std }),
    }),
  }
}

function geometry(json: PreprocessorJson): Pick<ImagePreprocessing, 'width' | 'height' | 'resize'> {
  const size = sides(json.size)
  if (json.crop_pct != null && size.shortest !== undefined) {
    return convNext(size.shortest, json.crop_pct)
  }
  const crop = json.do_center_crop === true ? sides(json.crop_size) : size
  const { width, height } = crop
  if (width === undefined || height === undefined) throw unsupported('a size without two sides')
  const exact = size.width === width && size.height === height
  if (!exact && size.shortest === undefined) throw unsupported('this pair of size and crop_size')
  const kind = json.image_processor_type ?? json.feature_extractor_type ?? ''
  const isLevit = kind.startsWith('Levit')
  const shorterSide = levitSide(size.shortest ?? Math.min(width, height), isLevit)
  return {
    width,
    height,
    resize: exact ? { mode: 'exact' } : { mode: 'shorter-side', shorterSide },
  }
}

/** `LevitImageProcessor.resize` adds the border that the crop then takes away. */
function levitSide(side: number, isLevit: boolean): number {
  return isLevit ? Math.trunc((256 / 224) * side) : side
}

/** `ConvNextImageProcessor.resize`: small pictures are resized and cropped, those from 384 on warped. */
function convNext(
  side: number,
  cropPct: number,
): Pick<ImagePreprocessing, 'width' | 'height' | 'resize'> {
  const square = { width: side, height: side }
  return side < 384
    ? { ...square, resize: { mode: 'shorter-side', shorterSide: Math.trunc(side / cropPct) } }
    : { ...square, resize: { mode: 'exact' } }
}

function sides(size: PreprocessorJson['size']): {
  width?: number | undefined
  height?: number | undefined
  shortest?: number | undefined
} {
  if (typeof size === 'number') return { width: size, height: size }
  return { width: size?.width, height: size?.height, shortest: size?.shortest_edge }
}

function unsupported(step: string): VitrineError {
  return new VitrineError('export-unsupported', {
    problem: `Its preprocessor_config.json asks for ${step}, which is not supported yet`,
  })
}
