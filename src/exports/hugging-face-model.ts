import type { ModelVariant } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { chooseModel, onnxPaths } from './choose-model.ts'
import { requireFile } from './folder.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { defaultVariant, precisionsReason, stemOf, suffixes, variantsOf } from './variants.ts'

/** Where exporters for Transformers.js put a model of one graph. */
const stems = ['onnx/model', 'model', 'onnx/decoder_model_merged', 'decoder_model_merged']

/** What to ask for behind a link. */
export const modelCandidates: readonly string[] = stems
  .slice(0, 2)
  .flatMap((stem) => [
    ...suffixes.flatMap(([suffix]) => [`${stem}${suffix}.onnx`, `${stem}${suffix}.onnx_data`]),
    `${stem}.onnx_data_1`,
  ])

interface ChosenVariant {
  readonly model: string
  readonly variants?: readonly ModelVariant[]
  readonly reasons: readonly string[]
}

/**
 * The model with its other precisions; the worker takes the one that suits the device.
 * @throws VitrineError `export-incomplete`
 */
export async function chooseVariant(
  folder: ReadableFolder,
  author: VitrineJson,
): Promise<ChosenVariant> {
  const named = author.model === undefined ? undefined : requireFile(folder, author.model).path
  const paths = new Set(onnxPaths(folder).map(stemOf))
  const stem = named === undefined ? stems.find((one) => paths.has(one)) : stemOf(named)
  if (stem === undefined) {
    if (paths.size === 0) requireFile(folder, 'onnx/model.onnx')
    return chooseModel(folder, author)
  }
  const variants = await variantsOf(folder, stem)
  const model = named ?? defaultVariant(variants)?.model
  if (model === undefined || !variants.some((variant) => variant.model === model)) {
    return chooseModel(folder, author)
  }
  const [only, ...more] = variants
  // One file in full precision is no choice.
  if (more.length === 0 && only?.precision === 'fp32') return { model, reasons: [] }
  return { model, variants, reasons: precisionsReason(variants) }
}
