import type { ImageToImageManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface ImageToImageProps {
  manifest: ImageToImageManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function ImageToImage(_props: ImageToImageProps) {
  return null
}
