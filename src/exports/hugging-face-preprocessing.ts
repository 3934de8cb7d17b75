import type { ResampleFilter } from '../core/resample-filter.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ImagePreprocessing } from '../core/preprocess.ts'
import type { PreprocessorJson } from './schemas.ts'

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
  if (json.crop_pct != null) throw unsupported('crop_pct')
  if (json.do_resize === false) throw unsupported('do_resize: false')
  const size = sides(json.size)
  const crop = json.do_center_crop === true ? sides(json.crop_size) : size
  const { width, height } = crop
  if (width === undefined || height === undefined) throw unsupported('a size without two sides')
  const exact = size.width === width && size.height === height
  if (!exact && size.shortest === undefined) throw unsupported('this pair of size and crop_size')
  return {
    width,
    height,
    resize: exact
      ? { mode: 'exact' }
      : { mode: 'shorter-side', shorterSide: size.shortest ?? Math.min(width, height) },
    filter: filters[json.resample ?? 2] ?? 'bilinear',
    rescale: json.do_rescale === false ? 1 : (json.rescale_factor ?? 1 / 255),
    ...(json.do_normalize !== false && {
      ...(json.image_mean !== undefined && { mean: json.image_mean }),
      ...(json.image_std !== undefined && { std: json.image_std }),
    }),
  }
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
