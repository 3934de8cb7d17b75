import type { FillMaskManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface FillMaskProps {
  manifest: FillMaskManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function FillMask({ manifest }: FillMaskProps) {
  return <p>{manifest.title}</p>
}
