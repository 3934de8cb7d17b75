import type { ObjectDetectionManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface ObjectDetectionProps {
  manifest: ObjectDetectionManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function ObjectDetection(_props: ObjectDetectionProps) {
  return null
}
