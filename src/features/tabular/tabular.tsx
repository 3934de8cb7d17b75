import type {
  TabularClassificationManifest,
  TabularRegressionManifest,
} from '../../protocol/table-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'

interface TabularProps {
  manifest: TabularClassificationManifest | TabularRegressionManifest
  runtime: Runtime
  shared: URLSearchParams
  onShare(state: URLSearchParams): void
}

export function Tabular(_props: TabularProps) {
  return null
}
