import type { ModelVariant, Precision } from '../protocol/manifest.ts'
import { folderOf, hasFile, nameOf } from './folder.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { listWords } from './words.ts'

/** How Transformers.js names the files of a model in other precisions. Of those with one precision the first is better. */
export const suffixes: readonly (readonly [suffix: string, precision: Precision])[] = [
  ['', 'fp32'],
  ['_fp16', 'fp16'],
  ['_quantized', 'q8'],
  ['_int8', 'q8'],
  ['_uint8', 'q8'],
  ['_q4', 'q4'],
  ['_bnb4', 'q4'],
  ['_q4f16', 'q4f16'],
]

/** "onnx/model" of "onnx/model_q4.onnx". */
export function stemOf(model: string): string {
  const name = nameOf(model).replace(/\.onnx$/i, '')
  const [suffix] = suffixes.findLast(([end]) => name.endsWith(end)) ?? ['']
  return folderOf(model) + name.slice(0, name.length - suffix.length)
}

/** Told by the name, as in "onnx/model_q4.onnx" or "model-int8.onnx"; full precision where that says nothing. */
export function precisionOf(model: string): Precision {
  const words = nameOf(model)
    .toLowerCase()
    .replace(/\.onnx$/, '')
    .split(/[^a-z0-9]+/)
  return byWord.find(([word]) => words.includes(word))?.[1] ?? 'fp32'
}

const byWord: readonly (readonly [word: string, precision: Precision])[] = [
  ...suffixes.slice(1).map(([suffix, precision]) => [suffix.slice(1), precision] as const),
  ['q8', 'q8'],
  ['int4', 'q4'],
  ['f16', 'fp16'],
]

/** All files `<stem>….onnx` of the folder. */
export function variantsOf(folder: ReadableFolder, stem: string): Promise<ModelVariant[]> {
  const there = suffixes.filter(([suffix]) => hasFile(folder, `${stem}${suffix}.onnx`))
  return Promise.all(
    there.map(async ([suffix, precision]) => {
      const model = `${stem}${suffix}.onnx`
      return { model, precision, files: await modelFiles(folder, model) }
    }),
  )
}

/** A clause for people; none where there is no choice. */
export function precisionsReason(variants: readonly ModelVariant[] = []): string[] {
  const precisions = [...new Set(variants.map(({ precision }) => precision))]
  return precisions.length === 0 ? [] : [`comes in ${listWords(precisions, 6)}`]
}

/** What every device runs: full precision, else the smallest of those that need the least of it. */
export function defaultVariant(variants: readonly ModelVariant[]): ModelVariant | undefined {
  for (const precision of ['fp32', 'q8', 'q4', 'fp16', 'q4f16'] as const) {
    const [smallest] = variants
      .filter((variant) => variant.precision === precision)
      .sort((a, b) => sizeOf(a) - sizeOf(b))
    if (smallest !== undefined) return smallest
  }
  return undefined
}

function sizeOf({ files }: ModelVariant): number {
  return files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
}
