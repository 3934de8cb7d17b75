import type { ModelVariant } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import type { FoundIn } from './base-manifest.ts'
import { requireFile } from './folder.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { defaultVariant, precisionOf } from './variants.ts'

/**
 * The model that readers have to look at: the one that the author names, of those for the devices the one for WASM,
 * which every device runs.
 */
export function withModel(author: VitrineJson): VitrineJson {
  const { webgpu, wasm } = author.devices ?? {}
  const isWhole = webgpu !== undefined && wasm !== undefined
  return author.model === undefined && isWhole ? { ...author, model: wasm } : author
}

/**
 * Lays over what a reader found which file the author made for which device. A device that the author does not name
 * takes what it would take without a word.
 * @throws VitrineError `export-incomplete`, `path-refused`, `model-damaged`
 */
export async function withDevices(
  folder: ReadableFolder,
  { devices = {}, model: pinned }: VitrineJson,
  found: FoundIn,
): Promise<FoundIn> {
  const { webgpu, wasm } = devices
  const named = [webgpu, wasm].filter((path) => path !== undefined)
  // One model for every device, which is none of these.
  const isOverruled = pinned !== undefined && !named.includes(pinned)
  if (named.length === 0 || isOverruled) return found

  const variantOf = async (path: string): Promise<ModelVariant> => {
    const { path: model } = requireFile(folder, path)
    const known = found.variants?.find((variant) => variant.model === model)
    if (known !== undefined) return known
    // Its graph says for certain which data files it has.
    await folder.graphAtHand(model)
    return { model, precision: precisionOf(model), files: await modelFiles(folder, model) }
  }
  const isOpen = webgpu === undefined || wasm === undefined
  const others = !isOpen ? [] : (found.variants ?? [await variantOf(found.model)])
  const free = others.filter(({ model }) => !named.includes(model))
  const variants: readonly ModelVariant[] = [
    ...(webgpu === undefined || webgpu === wasm
      ? []
      : [{ ...(await variantOf(webgpu)), device: 'webgpu' as const }]),
    ...(wasm === undefined
      ? []
      : [{ ...(await variantOf(wasm)), ...(wasm !== webgpu && { device: 'wasm' as const }) }]),
    ...free,
  ]
  const { variants: _, ...rest } = found
  const usual = found.model === webgpu ? defaultVariant(free)?.model : found.model
  const model = pinned ?? wasm ?? usual ?? found.model
  return {
    ...rest,
    ...withEncoder(found, variants.find((variant) => variant.model === model)?.encoder),
    model,
    // One file that every device has to take is no choice.
    ...(variants.length > 1 && { variants }),
    reasons: [...(found.reasons ?? []), ...wordsOf(devices)],
  }
}

/** Another decoder, another encoder. */
function withEncoder({ text }: FoundIn, model: string | undefined): Pick<FoundIn, 'text'> {
  if (text?.encoder === undefined || model === undefined) return {}
  return { text: { ...text, encoder: { ...text.encoder, model } } }
}

function wordsOf({ webgpu, wasm }: NonNullable<VitrineJson['devices']>): string[] {
  if (webgpu === wasm) return []
  const parts = [
    ...(webgpu === undefined ? [] : [`${webgpu} for WebGPU`]),
    ...(wasm === undefined ? [] : [`${wasm} for WASM`]),
  ]
  return [`vitrine.json names ${parts.join(' and ')}`]
}
