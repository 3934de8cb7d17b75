import type { ExportFile, Manifest } from '../../protocol/manifest.ts'
import { formatSize } from '../../ui/format.ts'

/** More than this is not fetched from another site without asking. */
export const askAboveBytes = 100_000_000

/** What has to come before the first prediction, in bytes. Which variant the device will take is not known yet. */
export interface LoadSize {
  readonly leastBytes: number
  /** `Infinity` where a server does not say. */
  readonly mostBytes: number
}

export function loadSizeOf({ files, variants, pinned }: Manifest): LoadSize {
  const choice = variants?.filter(({ model }) => pinned === undefined || model === pinned) ?? []
  if (variants === undefined || choice.length === 0) {
    const all = sumOf(files)
    return { leastBytes: all, mostBytes: all }
  }
  const ofVariants = new Set(variants.flatMap((variant) => variant.files.map(({ path }) => path)))
  const common = sumOf(files.filter(({ path }) => !ofVariants.has(path)))
  const sizes = choice.map((variant) => common + sumOf(variant.files))
  return { leastBytes: Math.min(...sizes), mostBytes: Math.max(...sizes) }
}

/** "350.0 MB", "120.0 to 480.0 MB", or "files of unknown size". */
export function loadSizeWords({ leastBytes, mostBytes }: LoadSize): string {
  if (mostBytes === Infinity) return 'files of unknown size'
  if (leastBytes === mostBytes) return formatSize(mostBytes)
  return `${formatSize(leastBytes)} to ${formatSize(mostBytes)}`
}

function sumOf(files: readonly ExportFile[]): number {
  return files.reduce((sum, { sizeBytes = Infinity }) => sum + sizeBytes, 0)
}
