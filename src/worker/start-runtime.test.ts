import { afterEach, describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import type { DeviceChoice } from '../runtime/choose-device.ts'
import { loadError } from '../runtime/errors.ts'
import type { Gpu } from '../runtime/gpu.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import { startOnCpuAfter } from './start-runtime.ts'

const started: string[] = []
const platform = {
  startOrt(build: string) {
    started.push(build)
    return Promise.resolve({} as StartedOrt)
  },
}
afterEach(() => {
  started.length = 0
})

const ort = {} as StartedOrt
const withoutGpu: DeviceChoice = { build: 'cpu', threads: 1, threadReasons: [], reasons: [] }
const withGpu: DeviceChoice = { ...withoutGpu, build: 'jspi', gpu: {} as Gpu }
const trap = loadError(new WebAssembly.RuntimeError('memory access out of bounds'), 'model.onnx')

describe('after a load that failed', () => {
  it('a build of the GPU that broke off gives way to one of the CPU', async () => {
    const next = await startOnCpuAfter(trap, { choice: withGpu, ort }, 'auto', platform)
    expect(next.choice).toMatchObject({ build: 'cpu', reasons: ['gpu-session-failed'] })
    expect(next.choice.gpu).toBeUndefined()
    expect(started).toEqual(['cpu'])
  })

  it.each([
    ['the CPU’s own build broke off', trap, withoutGpu, 'auto'],
    ['the visitor wants WebGPU and nothing else', trap, withGpu, 'webgpu'],
    ['the model is damaged', new VitrineError('model-damaged'), withGpu, 'auto'],
    ['the model was refused plainly', loadError(new Error('no'), 'm'), withGpu, 'auto'],
  ] as const)('nothing else is tried where %s', async (_, error, choice, requested) => {
    await expect(startOnCpuAfter(error, { choice, ort }, requested, platform)).rejects.toBe(error)
    expect(started).toEqual([])
  })
})
