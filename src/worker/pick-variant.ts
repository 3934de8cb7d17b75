import { chooseVariant, type VariantDevice } from '../core/choose-variant.ts'
import type { ExportFile, Manifest } from '../protocol/manifest.ts'

/** Which `.onnx` is to run. */
export interface PickedVariant {
  readonly model: string
  /** Why this one; absent where there was no choice. */
  readonly why?: string
  /** The model, its data files, and what all variants share. */
  readonly files: readonly ExportFile[]
}

/** The variant that the visitor chose, else the one that suits the device. */
export function pickVariant(manifest: Manifest, device: VariantDevice): PickedVariant {
  const { model, files, variants = [], pinned } = manifest
  const own = variants.find((variant) => variant.model === model)
  const common = files.filter(({ path }) => !own?.files.some((file) => file.path === path))
  const byHand = variants.find((variant) => variant.model === pinned)
  if (byHand !== undefined) {
    return { model: byHand.model, why: 'as you chose', files: [...byHand.files, ...common] }
  }
  const facts = variants.map((variant) => ({
    precision: variant.precision,
    sizeBytes: sizeOf(variant.files),
  }))
  const { index, why } = facts.length > 1 ? chooseVariant(facts, device) : { index: 0, why: '' }
  const chosen = variants[index]
  if (chosen === undefined) return { model, files }
  return {
    model: chosen.model,
    files: [...chosen.files, ...common],
    ...(why !== '' && { why }),
  }
}

function sizeOf(files: readonly ExportFile[]): number {
  return files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
}
