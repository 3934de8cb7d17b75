import type { CallName, Calls } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { CallOptions } from './client.ts'
import type { Reach, Spawn } from './spawn.ts'

/**
 * One call to a worker that is there for this call alone. What is asked about an export must not wait behind a run of
 * the open model, and an abort ends it at once, whatever it is doing.
 */
export async function ask<C extends CallName>(
  spawn: Spawn,
  reach: Reach,
  call: { name: C; args: Calls[C]['args'] },
  options: CallOptions<Calls[C]['progress']> = {},
): Promise<Calls[C]['result']> {
  if (options.signal?.aborted) throw new VitrineError('aborted')
  const { client, end } = spawn(reach)
  try {
    return await client.call(call.name, call.args, options).result
  } finally {
    end('aborted')
  }
}
