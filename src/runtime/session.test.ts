import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import type { DeviceChoice } from './choose-device.ts'
import type { Gpu } from './gpu.ts'
import type { OrtModule, StartedOrt } from './ort.ts'
import type { RawModule } from './raw-module.ts'
import { openSession } from './session.ts'

const filesFor = async () => ({ path: 'model.onnx', model: new Uint8Array(1), external: [] })
const threading = { threads: 1, threadReasons: ['not-isolated'] } as const

/** A runtime that loads nothing on the providers named, and everything elsewhere. */
function fakeOrt(refusing: readonly string[], error?: Error) {
  const asked: string[] = []
  const seen: object[] = []
  const runs: unknown[] = []
  const reads: unknown[] = []
  const create = async (
    _model: unknown,
    options: { executionProviders: unknown[]; enableGraphCapture?: boolean },
  ) => {
    const [provider] = options.executionProviders
    const name = typeof provider === 'string' ? provider : (provider as { name: string }).name
    asked.push(name)
    seen.push(options)
    // As the package does: for the provider, for the session's configuration, for itself.
    reads.push(...[1, 2, 3].map(() => options.enableGraphCapture))
    const wanted = reads.at(-3) === true ? 'capture' : name
    if (refusing.includes(wanted) || refusing.includes(name)) throw error ?? new Error(`no ${name}`)
    const run = async (...args: unknown[]) => {
      runs.push(args.at(-1))
      return {}
    }
    return { inputMetadata: [], outputMetadata: [], run }
  }
  const ort = { InferenceSession: { create } } as unknown as OrtModule
  const started: StartedOrt = { ort, module: {} as RawModule }
  return { started, asked, options: seen, runs, reads }
}

/** A software adapter, lost when `lose` is called. */
function softwareGpu() {
  let lose = () => {}
  const lost = new Promise<void>((resolve) => (lose = resolve))
  const gpu: Gpu = {
    device: {} as GPUDevice,
    adapter: 'google swiftshader',
    software: true,
    f16: false,
    lost,
    traffic: { bytesIn: 0, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
  }
  return { gpu, lose }
}

const onGpu = (gpu: Gpu): DeviceChoice => ({ build: 'jspi', ...threading, gpu, reasons: [] })

describe('what a session says of where it runs', () => {
  it('on WebGPU does not speak of threads, which do not matter there', async () => {
    const { started } = fakeOrt([])
    const { report } = await openSession(started, onGpu(softwareGpu().gpu), {
      requested: 'auto',
      filesFor,
    })
    expect(report).toMatchObject({ provider: 'webgpu', reasons: ['software-adapter'] })
  })

  it('is nowhere after the runtime broke off: WASM in the same instance could answer wrongly', async () => {
    const trap = new WebAssembly.RuntimeError('memory access out of bounds')
    const { started, asked } = fakeOrt(['webgpu'], trap)
    const opening = openSession(started, onGpu(softwareGpu().gpu), { requested: 'auto', filesFor })
    await expect(opening).rejects.toMatchObject({ code: 'model-rejected', cause: trap })
    expect(asked).toEqual(['webgpu'])
  })

  it('on WASM, after the GPU refused the model, says that and why there are no threads', async () => {
    const { started, asked } = fakeOrt(['webgpu'])
    const { report } = await openSession(started, onGpu(softwareGpu().gpu), {
      requested: 'auto',
      filesFor,
    })
    expect(asked).toEqual(['webgpu', 'wasm'])
    expect(report).toMatchObject({
      provider: 'wasm',
      threads: 1,
      reasons: ['gpu-session-failed', 'not-isolated'],
    })
    expect(report.adapter).toBeUndefined()
  })

  it('asks for the model again when WASM takes over, and passes on that it cannot be had', async () => {
    const askedFor: string[] = []
    const opening = openSession(fakeOrt(['webgpu']).started, onGpu(softwareGpu().gpu), {
      requested: 'auto',
      filesFor: async (provider) => {
        askedFor.push(provider)
        if (provider === 'wasm') throw new VitrineError('offline')
        return filesFor()
      },
    })
    await expect(opening).rejects.toMatchObject({ code: 'offline' })
    expect(askedFor).toEqual(['webgpu', 'wasm'])
  })

  it('spares a large model on WASM the second copy of its weights', async () => {
    const { started, options } = fakeOrt([])
    const choice: DeviceChoice = { build: 'jspi', ...threading, reasons: ['wasm-requested'] }
    const open = (size: number) =>
      openSession(started, choice, {
        requested: 'wasm',
        filesFor: async () => ({
          ...(await filesFor()),
          external: [{ path: 'model.onnx_data', data: { size } as Blob }],
        }),
      })
    await open(1e6)
    await open(500e6)
    expect(options[0]).not.toHaveProperty('extra')
    expect(options[1]).toMatchObject({ extra: { session: { disable_prepacking: '1' } } })
  })

  it('on WASM without a GPU says why there is none', async () => {
    const choice: DeviceChoice = { build: 'cpu', ...threading, reasons: ['no-gpu-adapter'] }
    const { report } = await openSession(fakeOrt([]).started, choice, {
      requested: 'auto',
      filesFor,
    })
    expect(report.reasons).toEqual(['no-gpu-adapter', 'not-isolated'])
  })

  it('does not take another provider for the one that was asked for', async () => {
    const { started, asked } = fakeOrt(['webgpu'])
    const opening = openSession(started, onGpu(softwareGpu().gpu), {
      requested: 'webgpu',
      filesFor,
    })
    await expect(opening).rejects.toMatchObject({ code: 'model-rejected' })
    expect(asked).toEqual(['webgpu'])
  })
})

describe('a session whose GPU is lost', () => {
  it('tells those who wait, and never runs again', async () => {
    const { gpu, lose } = softwareGpu()
    const { raw } = await openSession(fakeOrt([]).started, onGpu(gpu), {
      requested: 'auto',
      filesFor,
    })
    const waiting = raw.settle(() => new Promise(() => {}))
    lose()
    await expect(waiting).rejects.toMatchObject({ code: 'gpu-lost' })
    let ran = false
    const late = raw.settle(async () => (ran = true))
    await expect(late).rejects.toMatchObject({ code: 'gpu-lost' })
    expect(ran).toBe(false)
  })
})

describe('a session that records', () => {
  const open = (fake: ReturnType<typeof fakeOrt>, capture = true) =>
    openSession(fake.started, onGpu(softwareGpu().gpu), { requested: 'webgpu', capture, filesFor })

  it('tells the provider alone, and not the package, which would bind everything once', async () => {
    const fake = fakeOrt([])
    const { raw } = await open(fake)
    expect(raw.inside).toMatchObject({ provider: 'webgpu', captures: true })
    expect(fake.reads).toEqual([true, undefined, undefined])
  })

  it('records no run but those that are said to be recorded', async () => {
    const fake = fakeOrt([])
    const { raw } = await open(fake)
    await raw.run({}, [])
    if (raw.inside?.provider !== 'webgpu') throw new Error('not on the GPU')
    await raw.inside.run({}, {})
    await raw.inside.run({}, {}, 3)
    const numbers = ['-1', '-1', '3'].map((id) => ({ extra: { gpu_graph_id: id } }))
    expect(fake.runs).toEqual(numbers)
  })

  it('is opened without where the graph does not allow it', async () => {
    const fake = fakeOrt(['capture'])
    const { raw, report } = await open(fake)
    expect(report.provider).toBe('webgpu')
    expect(raw.inside).toMatchObject({ captures: false })
    await raw.run({}, [])
    expect(fake.runs).toEqual([{}])
  })

  it('is not asked for unasked', async () => {
    const fake = fakeOrt([])
    await open(fake, false)
    expect(fake.options[0]).not.toHaveProperty('enableGraphCapture')
  })
})
