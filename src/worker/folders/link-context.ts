import type { LoadProgress } from '../../protocol/calls.ts'
import type { ExportFile } from '../../protocol/manifest.ts'
import type { Store } from '../../store/store.ts'
import { fileUrl } from './file-url.ts'

/** What it takes to look at an export behind a link. */
export interface LinkContext {
  readonly store: Store
  readonly signal: AbortSignal
  readonly report: (progress: LoadProgress) => void
}

/** A file through the store, so that opening the model afterwards finds it there. */
export async function fetchStored(
  base: string,
  file: ExportFile,
  { store, signal, report, title }: LinkContext & { readonly title: string },
): Promise<Blob> {
  const totalBytes = file.sizeBytes ?? 0
  let loadedBytes = 0
  const { blob } = await store.fetch(fileUrl(base, file.path), file, {
    signal,
    title,
    onBytes: (bytes) => {
      loadedBytes = bytes
      report({ stage: 'download', loadedBytes, totalBytes })
    },
    onWait: (waiting) => {
      report({ stage: 'download', loadedBytes, totalBytes, ...(waiting && { waiting }) })
    },
  })
  return blob
}
