import type { Manifest } from '../../protocol/manifest.ts'

/** Of everything that has to be fetched before the first prediction. */
export function sizeBytesOf({ files }: Manifest): number {
  return files.reduce((sum, { sizeBytes = 0 }) => sum + sizeBytes, 0)
}
