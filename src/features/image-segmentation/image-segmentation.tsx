import type { ImageSegmentationManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface ImageSegmentationProps {
  manifest: ImageSegmentationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function ImageSegmentation(_props: ImageSegmentationProps) {
  return null
}
