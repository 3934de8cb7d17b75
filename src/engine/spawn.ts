import type { ErrorCode, ErrorFacts } from '../protocol/errors.ts'
import type { Client } from './client.ts'

export interface WorkerHandle {
  readonly client: Client
  readonly isDead: () => boolean
  /** Ends the worker; calls still in flight are rejected with `code`. */
  end(code: ErrorCode, facts?: ErrorFacts): void
}

/**
 * How far a worker may reach: `site` can fetch from this site only, its own Content-Security-Policy sees to that;
 * `anywhere` is started only after the visitor has said yes to a link.
 */
export type Reach = 'site' | 'anywhere'

export type Spawn = (reach: Reach) => WorkerHandle
