import type { ExecutionProvider, Runtime, RuntimeReport } from '../protocol/runtime.ts'
import type { DeviceChoice } from '../runtime/choose-device.ts'
import { openSession, type RuntimeSession } from '../runtime/session.ts'
import type { Gathered } from './gather-files.ts'
import type { GatheredModel } from './model-files.ts'
import type { PickedVariant } from './pick-variant.ts'
import type { StartedRuntime } from './start-runtime.ts'

export interface WantedSessions {
  readonly requested: Runtime
  pick(provider: ExecutionProvider): PickedVariant
  gather(variant: PickedVariant): Promise<GatheredModel>
}

export interface OpenedSessions {
  /** The model, or the decoder. */
  readonly session: RuntimeSession
  /** Of an encoder–decoder: on the same device, and of the same variant. */
  readonly encoder?: RuntimeSession
  /** Of all sessions together. */
  readonly report: RuntimeReport
  readonly variant: PickedVariant
  readonly gathered: Gathered
}

type Graph = 'model' | 'encoder'

/**
 * The variant's graphs, one after the other: a module opens one session at a time. What one of them cannot do on the
 * GPU, both do on WASM.
 * @throws VitrineError what `openSession` and `wanted` throw
 */
export async function openSessions(
  { ort, choice }: StartedRuntime,
  { requested, pick, gather }: WantedSessions,
): Promise<OpenedSessions> {
  let used: Pick<OpenedSessions, 'variant' | 'gathered'> | undefined
  const capture = pick('webgpu').graphReady === true
  const open = (graph: Graph, where: DeviceChoice) =>
    openSession(ort, where, {
      requested,
      // What an encoder gives goes on to the decoder. A decoder alone has a way of its own: where the package keeps outputs
      // on the GPU, one run that fails spoils the session.
      keepOutputsOnGpu: pick('webgpu').encoder !== undefined,
      ...(graph === 'model' && capture && { capture }),
      filesFor: async (provider) => {
        const variant = pick(provider)
        const { gathered, read } = await gather(variant)
        used = { variant, gathered }
        return read(variant[graph] ?? variant.model)
      },
    })
  const finish = (session: RuntimeSession, encoder?: RuntimeSession): OpenedSessions => {
    // One that is only half on the GPU is no better for the other half.
    const reasons = new Set([...session.report.reasons, ...(encoder?.report.reasons ?? [])])
    const report = { ...session.report, reasons: [...reasons] }
    return { session, ...(encoder && { encoder }), report, ...used! }
  }

  if (pick(providerOf(choice)).encoder === undefined) return finish(await open('model', choice))
  // The smaller one first: it stays behind where the other does not follow it.
  const encoder = await open('encoder', choice)
  const followed = encoder.report.provider === 'wasm' ? withoutGpu(choice) : choice
  const session = await open('model', followed)
  if (session.report.provider === encoder.report.provider) return finish(session, encoder)
  return finish(session, await open('encoder', withoutGpu(choice)))
}

/** The same on WASM, beside what runs on the GPU already. */
export function openOnWasm(
  { ort, choice }: StartedRuntime,
  wanted: WantedSessions,
): Promise<OpenedSessions> {
  const { gpu: _, ...onWasm } = choice
  return openSessions({ ort, choice: { ...onWasm, reasons: ['wasm-quicker'] } }, wanted)
}

function providerOf({ gpu }: DeviceChoice): ExecutionProvider {
  return gpu === undefined ? 'wasm' : 'webgpu'
}

function withoutGpu({ gpu, ...rest }: DeviceChoice): DeviceChoice {
  return gpu === undefined ? rest : { ...rest, reasons: ['gpu-session-failed'] }
}
