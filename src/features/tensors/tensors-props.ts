import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { Runtime } from '../../protocol/runtime.ts'

export interface TensorsProps {
  manifest: TensorsManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}
