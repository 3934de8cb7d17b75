import { describe, expect, it } from 'vitest'
import type { ExecutionProvider } from '../protocol/runtime.ts'
import type { RuntimeSession, ValueInfo } from '../runtime/session.ts'
import { buildPictures } from '../testing/builders.ts'
import { keepQuicker } from './keep-quicker.ts'
import type { OpenedSessions } from './open-sessions.ts'

const picture: ValueInfo = { name: 'pixels', type: 'float32', dims: ['batch', 3, 32, 32] }

/** A clock that moves when a session runs, and by nothing else. */
function setUp({ inputs = [picture], sizeBytes = 1000, file = 'model.onnx' } = {}) {
  const clock = { now: 0 }
  const closed: ExecutionProvider[] = []
  const runs: ExecutionProvider[] = []
  const sessions = (
    provider: ExecutionProvider,
    { ms, first = ms, fails = false }: { ms: number; first?: number; fails?: boolean },
  ): OpenedSessions => {
    let isFirst = true
    const report = { requested: 'auto', provider, threads: 2, reasons: [], build: 'jspi' } as const
    const session = {
      inputs,
      outputs: [],
      report,
      async run(feeds: object) {
        expect(feeds).toMatchObject({ pixels: { dims: [1, 3, 32, 32] } })
        if (fails) throw new Error('no kernel')
        runs.push(provider)
        clock.now += isFirst ? first : ms
        isFirst = false
        return {}
      },
      close: async () => void closed.push(provider),
    } as unknown as RuntimeSession
    const model = provider === 'wasm' ? file : 'model.onnx'
    const gathered = new Map([['model.onnx', { source: { size: sizeBytes } }]])
    return { session, report, variant: { model, files: [] }, gathered } as unknown as OpenedSessions
  }
  return { sessions, closed, runs, now: () => clock.now }
}

describe('the quicker provider', () => {
  it.each([
    ['WASM', { gpu: 9, cpu: 2 }, 'wasm', 'webgpu'],
    ['the GPU', { gpu: 2, cpu: 9 }, 'webgpu', 'wasm'],
    ['the GPU, where they are the same', { gpu: 5, cpu: 5 }, 'webgpu', 'wasm'],
  ] as const)('is kept when it is %s, and the other one is closed', async (_, ms, kept, left) => {
    const { sessions, closed, now } = setUp()
    // Compiling shaders takes long once, and is not what a run costs.
    const gpu = sessions('webgpu', { ms: ms.gpu, first: 5000 })
    const open = async () => sessions('wasm', { ms: ms.cpu })
    const { report } = await keepQuicker(gpu, buildPictures(), open, now)
    expect(report).toMatchObject({ provider: kept, timed: { webgpu: ms.gpu, wasm: ms.cpu } })
    expect(closed).toEqual([left])
  })

  it('is not looked for where the model is large', async () => {
    const { sessions, runs, now } = setUp({ sizeBytes: 2 ** 26 })
    const gpu = sessions('webgpu', { ms: 9 })
    const open = async () => sessions('wasm', { ms: 1 })
    expect(await keepQuicker(gpu, buildPictures(), open, now)).toBe(gpu)
    expect(runs).toEqual([])
  })

  it('is not looked for where the graph takes more than a picture', async () => {
    const { sessions, runs, now } = setUp({
      inputs: [picture, { ...picture, name: 'mask' }],
    })
    const gpu = sessions('webgpu', { ms: 9 })
    const open = async () => sessions('wasm', { ms: 1 })
    expect(await keepQuicker(gpu, buildPictures(), open, now)).toBe(gpu)
    expect(runs).toEqual([])
  })

  it('is the GPU where WASM has another file of the model', async () => {
    const { sessions, closed, now } = setUp({ file: 'model_quantized.onnx' })
    const gpu = sessions('webgpu', { ms: 9 })
    const open = async () => sessions('wasm', { ms: 1 })
    expect(await keepQuicker(gpu, buildPictures(), open, now)).toBe(gpu)
    expect(closed).toEqual(['wasm'])
  })

  it('is the GPU where WASM cannot run it', async () => {
    const { sessions, closed, now } = setUp()
    const gpu = sessions('webgpu', { ms: 9 })
    const open = async () => sessions('wasm', { ms: 1, fails: true })
    expect(await keepQuicker(gpu, buildPictures(), open, now)).toBe(gpu)
    expect(closed).toEqual(['wasm'])
  })

  it('does not wait for three runs of what is slow', async () => {
    const { sessions, runs, now } = setUp()
    const gpu = sessions('webgpu', { ms: 2000 })
    const open = async () => sessions('wasm', { ms: 3 })
    const { report } = await keepQuicker(gpu, buildPictures(), open, now)
    expect(report.provider).toBe('wasm')
    expect(runs.filter((provider) => provider === 'webgpu')).toHaveLength(2)
  })
})
