import type { ManifestOf, Task } from '../../protocol/manifest.ts'
import type { DecodingReport } from '../../protocol/runtime.ts'
import type { Tasks } from '../../protocol/tasks.ts'
import type { Pipeline, PictureDecoder } from '../../pipelines/ports.ts'
import type { RuntimeSession } from '../../runtime/session.ts'
import type { Deaf } from '../serve.ts'

/** What a pipeline is made of. */
export interface Parts {
  readonly session: RuntimeSession
  /** The other half, where `session` is the decoder of an encoder–decoder. */
  readonly encoder?: RuntimeSession
  /** The bytes of one of the manifest's files. */
  read(path: string): Promise<Uint8Array>
  /** Of picture files. */
  loadPictureDecoder(): Promise<PictureDecoder>
  /** Absent where no page waits for it. */
  readonly deaf?: Deaf
}

export interface Made<T extends Task> {
  readonly pipeline: Pipeline<Tasks[T]['input'], Tasks[T]['progress'], Tasks[T]['result']>
  readonly decoding?: DecodingReport
}

/** What each file of this folder exports. */
export interface TaskMaker<T extends Task> {
  make(manifest: ManifestOf<T>, parts: Parts): Promise<Made<T>>
}
