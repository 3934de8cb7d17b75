import { describe, expect, it } from 'vitest'
import type { ExecutionProvider } from '../protocol/runtime.ts'
import type { DeviceChoice } from '../runtime/choose-device.ts'
import type { Gpu } from '../runtime/gpu.ts'
import type { OrtModule } from '../runtime/ort.ts'
import type { RawModule } from '../runtime/raw-module.ts'
import { openSessions, type WantedSessions } from './open-sessions.ts'
import type { PickedVariant } from './pick-variant.ts'

const bytes = { 'encoder.onnx': 1, 'decoder.onnx': 2, 'gpu-encoder.onnx': 3, 'gpu-decoder.onnx': 4 }
type Path = keyof typeof bytes

/** A runtime that writes down what it opens, and on the GPU opens only what it is not told to refuse. */
function setUp({
  refused = [],
  variants,
}: {
  refused?: readonly Path[]
  variants: Readonly<Record<ExecutionProvider, Partial<PickedVariant>>>
}) {
  const opened: string[] = []
  const gathered: PickedVariant[] = []
  let busy = false
  const create = async (model: Uint8Array, { executionProviders: [provider] }: Options) => {
    expect(busy, 'one session at a time').toBe(false)
    busy = true
    await Promise.resolve()
    busy = false
    const path = Object.entries(bytes).find(([, byte]) => byte === model[0])![0] as Path
    const place = typeof provider === 'string' ? provider : provider.name
    opened.push(`${path} on ${place}`)
    if (place === 'webgpu' && refused.includes(path)) throw new Error('no kernel')
    return { inputMetadata: [], outputMetadata: [], run: async () => ({}) }
  }
  const ort = { InferenceSession: { create } } as unknown as OrtModule
  const wanted: WantedSessions = {
    requested: 'auto',
    pick: (provider) => ({ model: 'decoder.onnx', files: [], ...variants[provider] }),
    gather(variant) {
      gathered.push(variant)
      return Promise.resolve({
        gathered: new Map(),
        read: async (path) => ({ path, model: Uint8Array.of(bytes[path as Path]), external: [] }),
      })
    },
  }
  const open = (choice: DeviceChoice) =>
    openSessions({ choice, ort: { ort, module: {} as RawModule } }, wanted)
  return { open, opened, gathered }
}

interface Options {
  readonly executionProviders: readonly [string | { readonly name: string }]
}

const threading = { threads: 1, threadReasons: [] } as const
const gpu = { adapter: 'a GPU', software: false, lost: new Promise(() => {}) } as Gpu
const onGpu: DeviceChoice = { build: 'jspi', ...threading, gpu, reasons: [] }
const onCpu: DeviceChoice = { build: 'cpu', ...threading, reasons: ['no-gpu-adapter'] }
const both = { webgpu: { encoder: 'encoder.onnx' }, wasm: { encoder: 'encoder.onnx' } }
const apart = {
  webgpu: { model: 'gpu-decoder.onnx', encoder: 'gpu-encoder.onnx' },
  wasm: { encoder: 'encoder.onnx' },
}

describe('the sessions of a model', () => {
  it('are one where it has no encoder', async () => {
    const { open, opened } = setUp({ variants: { webgpu: {}, wasm: {} } })
    const { encoder, report } = await open(onCpu)
    expect(opened).toEqual(['decoder.onnx on wasm'])
    expect(encoder).toBeUndefined()
    expect(report.reasons).toEqual(['no-gpu-adapter'])
  })

  it('are two on the same device, one opened after the other', async () => {
    for (const [choice, place] of [
      [onCpu, 'wasm'],
      [onGpu, 'webgpu'],
    ] as const) {
      const { open, opened } = setUp({ variants: both })
      const { session, encoder, report } = await open(choice)
      expect(opened).toEqual([`encoder.onnx on ${place}`, `decoder.onnx on ${place}`])
      expect(report.provider).toBe(place)
      expect([session.report.provider, encoder?.report.provider]).toEqual([place, place])
    }
  })

  it('are both on WASM where the GPU takes no encoder, in the files for WASM', async () => {
    const { open, opened, gathered } = setUp({ variants: apart, refused: ['gpu-encoder.onnx'] })
    const { report, variant } = await open(onGpu)
    expect(opened).toEqual([
      'gpu-encoder.onnx on webgpu',
      'encoder.onnx on wasm',
      'decoder.onnx on wasm',
    ])
    expect(report).toMatchObject({ provider: 'wasm', reasons: ['gpu-session-failed'] })
    expect(variant).toBe(gathered.at(-1))
    expect(variant.model).toBe('decoder.onnx')
  })

  it('are both on WASM where the GPU takes the encoder alone', async () => {
    const { open, opened } = setUp({ variants: apart, refused: ['gpu-decoder.onnx'] })
    const { encoder, report, variant } = await open(onGpu)
    expect(opened).toEqual([
      'gpu-encoder.onnx on webgpu',
      'gpu-decoder.onnx on webgpu',
      'decoder.onnx on wasm',
      'encoder.onnx on wasm',
    ])
    expect(encoder?.report.provider).toBe('wasm')
    expect(report).toMatchObject({ provider: 'wasm', reasons: ['gpu-session-failed'] })
    expect(variant.encoder).toBe('encoder.onnx')
  })
})
