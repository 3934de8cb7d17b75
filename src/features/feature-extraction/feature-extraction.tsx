import type { FeatureExtractionManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface FeatureExtractionProps {
  manifest: FeatureExtractionManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function FeatureExtraction({ manifest }: FeatureExtractionProps) {
  return <p>{manifest.title}</p>
}
