import type { Gpu } from './gpu.ts'
import { runOptions } from './graph-capture.ts'
import type { Ort } from './ort.ts'
import type { RawModule } from './raw-module.ts'
import type { Inside } from './session-parts.ts'
import type { Settle } from './settle.ts'

/** The package's session has a handler, which has the session's handle; neither is in its types. */
export function insideWasm(session: object, module: RawModule): Inside | undefined {
  const handler = 'handler' in session ? session.handler : undefined
  if (typeof handler !== 'object' || handler === null || !('sessionId' in handler)) return undefined
  const { sessionId } = handler
  return typeof sessionId === 'number' ? { provider: 'wasm', module, sessionId } : undefined
}

export function insideGpu(
  session: Ort.InferenceSession,
  gpu: Gpu,
  captures: boolean,
  settle: Settle,
): Extract<Inside, { provider: 'webgpu' }> {
  return {
    provider: 'webgpu',
    gpu,
    captures,
    run: (feeds, into, recording) =>
      settle(() => session.run(feeds, into, captures ? runOptions(recording) : {})),
  }
}
