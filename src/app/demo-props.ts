import type { ManifestOf, Task } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'

/** What every demo gets from the page around it. */
export interface DemoProps<T extends Task> {
  manifest: ManifestOf<T>
  runtime: Runtime
  /** Input and settings from the address, unchecked. */
  shared: URLSearchParams
  /** Called with what the visitor runs, for the address. */
  onShare(state: URLSearchParams): void
}
