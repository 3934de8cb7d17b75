import { describe, expect, it } from 'vitest'
import { openInNode } from '../../testing/decoder-onnx/open-in-node.ts'
import { writeDecoder } from '../../testing/decoder-onnx/write-decoder.js'
import type { RawModule } from '../raw-module.ts'
import type { RuntimeSession } from '../session.ts'
import { openDecoder } from './decoder.ts'

type Run = RawModule['_OrtRun']

/** A session whose insides run as `tampered` makes them; what goes through `session.run` is as it was. */
async function openTampered(tampered: (run: Run, module: RawModule) => Run) {
  const session = await openInNode(writeDecoder({ attention: 'gqa' }))
  const { inside } = session.raw
  if (inside?.provider !== 'wasm') throw new Error('the session is not in the heap')
  const { module } = inside
  const run = tampered((...facts) => module._OrtRun(...facts), module)
  // The views of a module change as its heap grows.
  const other: RawModule = Object.setPrototypeOf({ _OrtRun: run }, module) as RawModule
  const raw = { ...session.raw, inside: { ...inside, module: other } }
  return { session: { ...session, raw } satisfies RuntimeSession, module }
}

async function bestAfter(session: RuntimeSession, ids: readonly number[]) {
  const { decoder, report } = await openDecoder(session)
  return { report, best: await (await decoder.append(ids)).best() }
}

describe('a cache in the heap', () => {
  it('is one buffer for past and present where the graph allows it', async () => {
    const { session } = await openTampered((run) => run)
    expect((await bestAfter(session, [1, 2])).report).toEqual({ cache: 'shared', captured: false })
  })

  it('is passed over where it gives other answers, and that is said', async () => {
    const { session } = await openTampered((run, module) => async (...facts) => {
      const code = await run(...facts)
      const [, , , , , , outputs] = facts
      // The logits come first.
      const tensor = module.HEAPU32[outputs >>> 2]!
      const place = module.stackAlloc(16)
      module._OrtGetTensorData(tensor, place, place + 4, place + 8, place + 12)
      const data = module.HEAPU32[(place + 4) >>> 2]!
      new Float32Array(module.HEAPU8.buffer, data, 4).fill(99)
      return code
    })
    const found = await bestAfter(session, [1, 2])
    expect(found.report).toEqual({
      cache: 'copied',
      captured: false,
      passedOver: 'different-answers',
    })
    const { session: honest } = await openTampered((run) => run)
    expect(found.best).toEqual((await bestAfter(honest, [1, 2])).best)
  })

  it('is passed over where the runtime refuses it, and that is said', async () => {
    const { session } = await openTampered(() => () => 1)
    const { report, best } = await bestAfter(session, [1, 2])
    expect(report).toEqual({ cache: 'copied', captured: false, passedOver: 'not-possible' })
    expect(best).toHaveLength(3)
  })

  it('is fed back where one buffer is refused', async () => {
    let refused = 0
    const { session } = await openTampered((run, module) => (...facts) => {
      const [, , , , , outputCount, outputs] = facts
      const isShared = module.HEAPU32[(outputs >>> 2) + outputCount - 1] !== 0
      if (isShared) refused++
      return isShared ? 1 : run(...facts)
    })
    expect((await bestAfter(session, [1, 2])).report).toEqual({
      cache: 'fed-back',
      captured: false,
      passedOver: 'not-possible',
    })
    expect(refused).toBe(1)
  })

  it.each([
    ['a trap', () => new WebAssembly.RuntimeError('memory access out of bounds')],
    ['a C++ exception that nobody caught', () => 2_097_581_304],
  ])('is nothing to pass over after %s: no answer of that instance counts', async (_, thrown) => {
    const { session } = await openTampered(() => () => {
      throw thrown()
    })
    await expect(openDecoder(session)).rejects.toMatchObject({ code: 'worker-died' })
  })
})
