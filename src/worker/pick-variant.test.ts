import { describe, expect, it } from 'vitest'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import { textManifest } from '../testing/text-model.ts'
import { pickVariant } from './pick-variant.ts'

const wasm = { provider: 'wasm', f16: false } as const
const gpu = { provider: 'webgpu', f16: true } as const
const [tokenizer, fp32, data, int8, q4f16] = [
  { path: 'tokenizer.json', sizeBytes: 5 },
  { path: 'onnx/model.onnx', sizeBytes: 10 },
  { path: 'onnx/model.onnx_data', sizeBytes: 1000 },
  { path: 'onnx/model_int8.onnx', sizeBytes: 300 },
  { path: 'onnx/model_q4f16.onnx', sizeBytes: 200 },
]
const manifest: TextGenerationManifest = {
  ...textManifest,
  files: [fp32, data, tokenizer],
  model: 'onnx/model.onnx',
  variants: [
    { model: 'onnx/model.onnx', precision: 'fp32', files: [fp32, data] },
    { model: 'onnx/model_int8.onnx', precision: 'q8', files: [int8] },
    { model: 'onnx/model_q4f16.onnx', precision: 'q4f16', files: [q4f16] },
  ],
}

describe('which of a model’s files is run', () => {
  it('follows the device, with what all of them need', () => {
    expect(pickVariant(manifest, wasm)).toEqual({
      model: 'onnx/model_int8.onnx',
      files: [int8, tokenizer],
      why: 'int8 for WASM; int4 is slow there',
    })
    expect(pickVariant(manifest, gpu)).toMatchObject({
      model: 'onnx/model_q4f16.onnx',
      files: [q4f16, tokenizer],
    })
  })

  it('is the one that the visitor chose, whatever the device', () => {
    expect(pickVariant({ ...manifest, pinned: 'onnx/model.onnx' }, wasm)).toEqual({
      model: 'onnx/model.onnx',
      files: [fp32, data, tokenizer],
      why: 'as you chose',
    })
  })

  it('needs no reason where there is no choice', () => {
    const { variants: _, ...plain } = manifest
    const only = { model: plain.model, files: plain.files }
    expect(pickVariant(plain, wasm)).toEqual(only)
    expect(pickVariant({ ...plain, pinned: 'elsewhere.onnx' }, wasm)).toEqual(only)
    expect(pickVariant({ ...manifest, variants: manifest.variants!.slice(0, 1) }, gpu)).toEqual(
      only,
    )
  })

  it('is the one that the author made for the device', () => {
    const files = { gpu: { path: 'gpu.onnx', sizeBytes: 900 }, wasm: { path: 'wasm.onnx' } }
    const made: TextGenerationManifest = {
      ...textManifest,
      files: [files.wasm, tokenizer],
      model: 'wasm.onnx',
      variants: [
        { model: 'wasm.onnx', precision: 'fp32', files: [files.wasm], device: 'wasm' },
        {
          model: 'gpu.onnx',
          precision: 'fp32',
          files: [files.gpu],
          device: 'webgpu',
          graphReady: true,
        },
      ],
    }
    expect(pickVariant(made, gpu)).toEqual({
      model: 'gpu.onnx',
      files: [files.gpu, tokenizer],
      graphReady: true,
      why: '32-bit for WebGPU, for which it was made',
    })
    expect(pickVariant(made, wasm)).not.toHaveProperty('graphReady')
    expect(pickVariant({ ...made, pinned: 'gpu.onnx' }, wasm)).toMatchObject({ graphReady: true })
    const { variants: _, ...alone } = made
    expect(pickVariant({ ...alone, graphReady: true }, wasm)).toMatchObject({ graphReady: true })
  })

  it('brings the encoder that belongs to it', () => {
    const names = ['encoder.onnx', 'decoder.onnx', 'encoder_q8.onnx', 'decoder_q8.onnx'] as const
    const [encoder, decoder, smallEncoder, smallDecoder] = names.map((path) => ({ path }))
    const translator: TextGenerationManifest = {
      ...textManifest,
      files: [decoder!, encoder!, tokenizer],
      model: 'decoder.onnx',
      encoder: { model: 'encoder.onnx', startTokenId: 0 },
      variants: [
        {
          model: 'decoder.onnx',
          encoder: 'encoder.onnx',
          precision: 'fp32',
          files: [decoder!, encoder!],
        },
        {
          model: 'decoder_q8.onnx',
          encoder: 'encoder_q8.onnx',
          precision: 'q8',
          files: [smallDecoder!, smallEncoder!],
        },
      ],
    }
    expect(pickVariant(translator, wasm)).toMatchObject({
      model: 'decoder_q8.onnx',
      encoder: 'encoder_q8.onnx',
      files: [smallDecoder, smallEncoder, tokenizer],
    })
    const { variants: _, ...plain } = translator
    const only = { model: 'decoder.onnx', encoder: 'encoder.onnx', files: plain.files }
    expect(pickVariant(plain, wasm)).toEqual(only)
    const unlisted = { ...plain, files: [decoder!, tokenizer] }
    expect(pickVariant(unlisted, wasm).files).toEqual([decoder, tokenizer, encoder])
  })
})
