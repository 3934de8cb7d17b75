import { describe, expect, it } from 'vitest'
import { chooseVariant, type VariantDevice, type VariantPrecision } from './choose-variant.ts'

const wasm: VariantDevice = { provider: 'wasm', f16: false }
const gpu: VariantDevice = { provider: 'webgpu', f16: true }
const gpuWithoutF16: VariantDevice = { provider: 'webgpu', f16: false }

function choose(precisions: readonly VariantPrecision[], device: VariantDevice) {
  const { index, why } = chooseVariant(
    precisions.map((precision) => ({ precision })),
    device,
  )
  return { precision: precisions[index], why }
}

describe('choosing among the precisions of a model', () => {
  it.each<[VariantPrecision[], VariantDevice, VariantPrecision, string]>([
    [['fp32', 'fp16', 'q8', 'q4', 'q4f16'], wasm, 'q8', 'int8 for WASM; int4 is slow there'],
    [['fp32', 'q4'], wasm, 'fp32', '32-bit for WASM; int4 is slow there'],
    [['fp16', 'q4f16', 'q4'], wasm, 'fp16', '16-bit for WASM; int4 is slow there'],
    [['fp16', 'fp32'], wasm, 'fp32', '32-bit for WASM; 16-bit gains nothing there'],
    [
      ['q4f16', 'q4'],
      wasm,
      'q4',
      'int4 for WASM; it is slow there, but there is no other that fits',
    ],
    [['fp32', 'fp16', 'q8', 'q4', 'q4f16'], gpu, 'q4f16', 'int4 with 16-bit floats for WebGPU'],
    [['fp32', 'fp16', 'q8'], gpu, 'fp16', '16-bit for WebGPU'],
    [['q8', 'fp32'], gpu, 'fp32', '32-bit for WebGPU'],
    [
      ['fp16', 'q4f16', 'fp32', 'q8'],
      gpuWithoutF16,
      'fp32',
      '32-bit for WebGPU; this GPU has no 16-bit floats',
    ],
    [
      ['q4f16', 'fp16'],
      gpuWithoutF16,
      'q4f16',
      'int4 with 16-bit floats for WebGPU; this GPU has no 16-bit floats, but there is no other',
    ],
  ])('of %j on %j it takes %s', (precisions, device, precision, why) => {
    expect(choose(precisions, device)).toEqual({ precision, why })
  })

  it('never takes 4 bits on WASM while something else fits', () => {
    for (const other of ['fp32', 'fp16', 'q8'] as const) {
      expect(choose(['q4', 'q4f16', other], wasm).precision).toBe(other)
    }
  })

  it('takes the first of equals', () => {
    const variants = [{ precision: 'q8' }, { precision: 'q8' }] as const
    expect(chooseVariant(variants, wasm).index).toBe(0)
  })

  it('does not take what is too big for the memory of WASM', () => {
    const variants = [
      { precision: 'fp32', sizeBytes: 5e9 },
      { precision: 'q4', sizeBytes: 1e9 },
    ] as const
    const { index, why } = chooseVariant(variants, wasm)
    expect(index).toBe(1)
    expect(why).toContain('do not fit')
    expect(chooseVariant(variants, gpuWithoutF16).index).toBe(1)
  })

  it('takes what was made for the device, and of that the best', () => {
    const graphReady = { precision: 'fp32', device: 'webgpu' } as const
    const variants = [
      { precision: 'q4f16' },
      graphReady,
      { precision: 'q8', device: 'wasm' },
      { precision: 'fp32', device: 'wasm' },
    ] as const
    expect(chooseVariant(variants, gpu)).toEqual({
      index: 1,
      why: '32-bit for WebGPU, for which it was made',
    })
    expect(chooseVariant(variants, wasm)).toEqual({
      index: 2,
      why: 'int8 for WASM, for which it was made',
    })
  })

  it('takes what was made for another device only where nothing else runs', () => {
    const other = { precision: 'q8', device: 'webgpu' } as const
    expect(chooseVariant([other, { precision: 'q4' }], wasm)).toEqual({
      index: 1,
      why: 'int4 for WASM; it is slow there, but there is no other that fits',
    })
    expect(chooseVariant([other, { precision: 'fp32', sizeBytes: 5e9 }], wasm).index).toBe(0)
    expect(chooseVariant([other], wasm)).toEqual({
      index: 0,
      why: 'int8 for WASM; it was made for WebGPU, but there is no other that runs',
    })
  })

  it('does not take what was made for the device but cannot run on it', () => {
    const half = { precision: 'fp16', device: 'webgpu' } as const
    expect(chooseVariant([half, { precision: 'fp32' }], gpuWithoutF16)).toEqual({
      index: 1,
      why: '32-bit for WebGPU; this GPU has no 16-bit floats',
    })
  })
})
