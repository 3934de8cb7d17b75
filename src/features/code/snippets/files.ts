import { chooseVariant } from '../../../core/decoding/choose-variant.ts'
import type { ExportFile, Manifest } from '../../../protocol/manifest.ts'
import type { Asked } from './asked.ts'

/** The files of an export that code needs, and which of them are models. */
export interface NeededFiles {
  readonly model: string
  /** Of an encoder–decoder. */
  readonly encoder?: string
  readonly files: readonly ExportFile[]
}

/** Those of the variant that was chosen on the page, else of the one that suits a CPU. */
export function neededFiles(manifest: Manifest): NeededFiles {
  const own = 'encoder' in manifest ? manifest.encoder?.model : undefined
  const { variants = [] } = manifest
  if (variants.length === 0) {
    return { model: manifest.model, files: manifest.files, ...(own && { encoder: own }) }
  }
  const facts = variants.map(({ precision, device, files }) => ({
    precision,
    device,
    sizeBytes: files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0),
  }))
  const suiting = chooseVariant(facts, { provider: 'wasm', f16: false }).index
  const variant = variants.find(({ model }) => model === manifest.pinned) ?? variants[suiting]!
  const ofVariants = new Set(variants.flatMap(({ files }) => files.map(({ path }) => path)))
  const common = manifest.files.filter(({ path }) => !ofVariants.has(path))
  const encoder = variant.encoder ?? own
  return {
    model: variant.model,
    files: [...variant.files, ...common],
    ...(encoder && { encoder }),
  }
}

/** Files of weights that lie beside a model: ONNX Runtime Web has to be handed them. */
export function dataFiles({ model, encoder, files }: NeededFiles): readonly string[] {
  return files
    .map(({ path }) => path)
    .filter((path) => path !== model && path !== encoder && !/\.(json|jinja|txt|model)$/.test(path))
}

/** The folder's address; of an export from this device a relative one, for its reader to put the files there. */
export function folderUrl({ manifest, site, isLocal }: Asked): string {
  return isLocal ? './model/' : new URL(manifest.base, site).href
}

/** A path within a folder as a part of an address: a name may hold `#`, `?`, spaces and halves of characters. */
export function pathInUrl(path: string): string {
  const whole = path.replace(/\p{Surrogate}/gu, '\uFFFD')
  return whole.split('/').map(encodeURIComponent).join('/')
}

export function fileUrl(asked: Asked, path: string): string {
  return `${folderUrl(asked)}${pathInUrl(path)}`
}
