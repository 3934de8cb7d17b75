/** What the page asks of the worker that holds ONNX Runtime Web and nothing else. */
import type { TableFeeding } from '../../src/protocol/table-manifests.ts'
import type { TableRow } from '../../src/protocol/table-tasks.ts'

export type BareCall =
  | { readonly call: 'open'; readonly args: BareSetup }
  | { readonly call: 'run'; readonly args: { readonly rows: readonly TableRow[] } }

export interface BareSetup {
  /** The folder with ONNX Runtime Web; ends in "/". */
  readonly runtimeUrl: string
  readonly modelUrl: string
  readonly threads: number
  readonly features: readonly string[]
  readonly feeding: TableFeeding
  readonly label: string
  readonly probabilities: string
}

export interface BareRun {
  /** In the worker, without the message there and back. */
  readonly totalMs: number
  readonly labels: readonly string[]
}

export type BareReply =
  | { readonly status: 'done'; readonly result: BareRun | undefined }
  | { readonly status: 'failed'; readonly message: string }
