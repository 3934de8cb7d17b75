import * as z from 'zod/mini'
import type { ImagePreprocessing } from '../core/pixels/preprocess.ts'
import type { ResampleFilter } from '../core/pixels/resample-filter.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { PictureTask } from './guess/picture-guess.ts'
import { count } from './schemas.ts'

const sizeSchema = z.union([
  count,
  z.object({
    width: z.optional(count),
    height: z.optional(count),
    shortest_edge: z.optional(count),
    longest_edge: z.optional(count),
  }),
])

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

/** `preprocessor_config.json` of a Hugging Face image model. */
export const preprocessorSchema = z.object({
  do_resize: optional(z.boolean()),
  size: optional(sizeSchema),
  max_size: optional(count),
  size_divisor: optional(count),
  keep_aspect_ratio: optional(z.boolean()),
  ensure_multiple_of: optional(count),
  resample: optional(z.int()),
  do_center_crop: optional(z.boolean()),
  do_pad: optional(z.boolean()),
  pad_size: optional(z.unknown()),
  do_reduce_labels: optional(z.boolean()),
  reduce_labels: optional(z.boolean()),
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
export type PreprocessorJson = z.infer<typeof preprocessorSchema>

/** `PIL.Image.Resampling`, by its numbers. */
const filters: readonly ResampleFilter[] = [
  'nearest',
  'lanczos',
  'bilinear',
  'bicubic',
  'box',
  'hamming',
]

type Geometry = Pick<ImagePreprocessing, 'resize'> &
  Partial<Pick<ImagePreprocessing, 'width' | 'height'>>

/**
 * What a Transformers image processor does, in our words. Its defaults where the file is silent: bilinear, rescale
 * by 1/255, and normalise when mean and std are there.
 * @throws VitrineError `export-unsupported` for steps that we do not have
 */
export function huggingFacePreprocessing(
  json: PreprocessorJson,
  task: PictureTask,
): Partial<ImagePreprocessing> {
  const factor = json.rescale_factor ?? 1 / 255
  const rescale = json.do_rescale === false ? 1 : factor
  const { image_mean: mean, image_std: std } = json.do_normalize === false ? {} : json
  // `EfficientNetImageProcessor` subtracts 1 after rescaling, whatever comes then, …
  const isShifted = json.rescale_offset === true && json.do_rescale !== false
  const shifted = isShifted ? (mean ?? [0, 0, 0]).map((value) => value + 1) : mean
  return {
    ...(task === 'image-classification' ? classifierGeometry(json) : geometry(json, task)),
    filter: filters[json.resample ?? 2] ?? 'bilinear',
    rescale,
    ...(json.do_flip_channel_order === true && { colours: 'BGR' }),
    ...(shifted != null && { mean: shifted }),
    // … and divides a second time.
    ...(std != null && { std: json.include_top === true ? std.map((value) => value ** 2) : std }),
  }
}

function classifierGeometry(json: PreprocessorJson): Geometry {
  if (json.do_resize === false) throw unsupported('do_resize: false')
  return geometry(json, 'image-classification')
}

function geometry(json: PreprocessorJson, task: PictureTask): Geometry {
  const size = sides(json.size, json.do_center_crop === true && !isSquare(json))
  if (json.crop_pct != null && size.shortest !== undefined) {
    return convNext(size.shortest, json.crop_pct)
  }
  // Swin2SR's processor knows no size at all.
  const isAnySize = task === 'image-to-image' && json.size == null
  if (isAnySize || json.do_resize === false || json.size_divisor != null) return anySize
  const longest = size.longest ?? json.max_size ?? undefined
  // A size without a crop: DETR and its kin keep the picture's shape.
  const shorterSide = size.shortest ?? (json.max_size == null ? undefined : size.width)
  if (json.do_center_crop !== true && shorterSide !== undefined && longest !== undefined) {
    return { resize: { mode: 'within', shorterSide, longerSide: longest } }
  }
  const isCropped = json.do_center_crop === true
  if (!isCropped && shorterSide !== undefined && task !== 'image-classification') {
    return { resize: { mode: 'within', shorterSide, longerSide: 4 * shorterSide } }
  }
  return cropped(json, size, isCropped ? sides(json.crop_size) : size)
}

function cropped(json: PreprocessorJson, size: SidesSaid, { width, height }: SidesSaid): Geometry {
  if (width === undefined || height === undefined) throw unsupported('a size without two sides')
  const exact = size.width === width && size.height === height
  if (!exact && size.shortest === undefined) throw unsupported('this pair of size and crop_size')
  const isLevit = kindOf(json).startsWith('Levit')
  const shorterSide = levitSide(size.shortest ?? Math.min(width, height), isLevit)
  return {
    width,
    height,
    resize: exact
      ? { mode: 'exact' }
      : { mode: 'shorter-side', shorterSide, rounding: 'transformers' },
  }
}

/** Pictures go in as they are, or cut to a multiple of something: a frame of the graph's size does that. */
const anySize = { resize: { mode: 'fit', anchor: 'top-left', pad: 0 } } as const

function kindOf(json: PreprocessorJson): string {
  return json.image_processor_type ?? json.feature_extractor_type ?? ''
}

/** Of the processors that crop, these mean both sides by one number; the others the shorter one. */
function isSquare(json: PreprocessorJson): boolean {
  return /^(Beit|ViT|Deit)/i.test(kindOf(json))
}

/** `LevitImageProcessor.resize` adds the border that the crop then takes away. */
function levitSide(side: number, isLevit: boolean): number {
  return isLevit ? Math.trunc((256 / 224) * side) : side
}

/** `ConvNextImageProcessor.resize`: small pictures are resized and cropped, those from 384 on warped. */
function convNext(side: number, cropPct: number): Geometry {
  const square = { width: side, height: side }
  const shorterSide = Math.trunc(side / cropPct)
  return side < 384
    ? { ...square, resize: { mode: 'shorter-side', shorterSide, rounding: 'transformers' } }
    : { ...square, resize: { mode: 'exact' } }
}

interface SidesSaid {
  readonly width?: number | undefined
  readonly height?: number | undefined
  readonly shortest?: number | undefined
  readonly longest?: number | undefined
}

/** @param isShortest what one number means */
function sides(size: PreprocessorJson['size'], isShortest = false): SidesSaid {
  if (typeof size === 'number') {
    return isShortest ? { shortest: size } : { width: size, height: size }
  }
  const { width, height, shortest_edge: shortest, longest_edge: longest } = size ?? {}
  return { width, height, shortest, longest }
}

/** Whole sentences on steps that are done in another way here. */
export function preprocessingNotes(json: PreprocessorJson): string[] {
  const reduces = json.do_reduce_labels ?? json.reduce_labels
  return [
    ...(json.keep_aspect_ratio === true
      ? [
          'Its preprocessor_config.json keeps the shape of pictures (keep_aspect_ratio); here they are resized to exactly its size.',
        ]
      : []),
    ...(json.size_divisor != null
      ? [
          `Its preprocessor_config.json takes pictures of any size (multiples of ${json.size_divisor}); here they are fitted into one frame.`,
        ]
      : []),
    ...(reduces === true
      ? [
          'Its classes were counted without the background in training (do_reduce_labels): every place gets one of them.',
        ]
      : []),
  ]
}

function unsupported(step: string): VitrineError {
  return new VitrineError('export-unsupported', {
    problem: `Its preprocessor_config.json asks for ${step}, which is not supported yet`,
  })
}
