import type { TextClassificationManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface TextClassificationProps {
  manifest: TextClassificationManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function TextClassification({ manifest }: TextClassificationProps) {
  return <p>{manifest.title}</p>
}
