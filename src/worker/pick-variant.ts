import { chooseVariant, type VariantDevice } from '../core/decoding/choose-variant.ts'
import type { ExportFile, Manifest, ModelVariant } from '../protocol/manifest.ts'

/** Which `.onnx` is to run. */
export interface PickedVariant {
  readonly model: string
  /** Why this one; absent where there was no choice. */
  readonly why?: string
  /** The model, its encoder, the data files of both, and what all variants share. */
  readonly files: readonly ExportFile[]
  /** See `ModelVariant`. */
  readonly graphReady?: boolean
  /** Of an encoder–decoder, whose decoder is `model`: one of `files`. */
  readonly encoder?: string
}

/** The variant that the visitor chose, else the one that suits the device. */
export function pickVariant(manifest: Manifest, device: VariantDevice): PickedVariant {
  const { model, files, variants = [], pinned } = manifest
  const byHand = variants.find((variant) => variant.model === pinned)
  if (byHand !== undefined) return pickedFrom(manifest, byHand, 'as you chose')
  const facts = variants.map((variant) => ({
    precision: variant.precision,
    sizeBytes: sizeOf(variant.files),
    device: variant.device,
  }))
  const { index, why } = facts.length > 1 ? chooseVariant(facts, device) : { index: 0, why: '' }
  const chosen = variants[index]
  if (chosen !== undefined) return pickedFrom(manifest, chosen, why)
  return {
    model,
    ...withEncoder(files, encoderOf(manifest)),
    ...(isGraphReady(manifest) && { graphReady: true }),
  }
}

function pickedFrom(manifest: Manifest, chosen: ModelVariant, why: string): PickedVariant {
  const { model, files, variants = [] } = manifest
  const own = variants.find((variant) => variant.model === model)
  const common = files.filter(({ path }) => !own?.files.some((file) => file.path === path))
  const { graphReady = chosen.model === model && isGraphReady(manifest) } = chosen
  return {
    model: chosen.model,
    ...withEncoder([...chosen.files, ...common], chosen.encoder ?? encoderOf(manifest)),
    ...(graphReady && { graphReady }),
    ...(why !== '' && { why }),
  }
}

function withEncoder(
  files: readonly ExportFile[],
  encoder: string | undefined,
): Pick<PickedVariant, 'files' | 'encoder'> {
  if (encoder === undefined) return { files }
  const isListed = files.some(({ path }) => path === encoder)
  return { files: isListed ? files : [...files, { path: encoder }], encoder }
}

function encoderOf(manifest: Manifest): string | undefined {
  return manifest.task === 'text-generation' ? manifest.encoder?.model : undefined
}

function isGraphReady(manifest: Manifest): boolean {
  return manifest.task === 'text-generation' && manifest.graphReady === true
}

function sizeOf(files: readonly ExportFile[]): number {
  return files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
}
