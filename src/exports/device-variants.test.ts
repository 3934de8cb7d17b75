import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../testing/memory-folder.ts'
import { readExport } from './read-export.ts'
import { precisionOf } from './variants.ts'

const ids = [{ type: 'int64' }, 'b', 's'] as const
const number = (...dims: string[]) => [{ type: 'int32' }, ...dims] as const
const cache = { 'past_key_values.0.key': ['b', 2, 'p', 4] } as const
const logits = { logits: ['b', 's', 100] } as const
const masked = graphOf({ input_ids: ids, attention_mask: ids, ...cache }, logits)
const ready = graphOf(
  { input_ids: ids, seqlens_k: number('b'), total_sequence_length: number(), ...cache },
  logits,
)

const files = {
  'config.json': { architectures: ['LlamaForCausalLM'], max_position_embeddings: 64 },
  'tokenizer.json': '{}',
  'onnx/gpu_fp16.onnx': ready,
  'onnx/cpu-int8.onnx': masked,
}
const devices = { webgpu: 'onnx/gpu_fp16.onnx', wasm: 'onnx/cpu-int8.onnx' }
const read = (more: Record<string, unknown>, corrections = {}) =>
  readExport(memoryFolder({ ...files, ...more }), corrections)

const variantsOf = ({ variants = [] }: Awaited<ReturnType<typeof read>>) =>
  variants.map((variant) => ({ ...variant, files: undefined }))

describe('one file for each device', () => {
  it('is a variant for it, and the one for WASM is the usual one', async () => {
    const manifest = await read({ 'vitrine.json': { devices } })
    expect(manifest).toMatchObject({ task: 'text-generation', model: devices.wasm })
    expect(variantsOf(manifest)).toEqual([
      { model: devices.webgpu, precision: 'fp16', device: 'webgpu', graphReady: true },
      { model: devices.wasm, precision: 'q8', device: 'wasm' },
    ])
    expect(manifest.pinned).toBeUndefined()
    expect(manifest).not.toHaveProperty('graphReady')
    expect(manifest.reasons).toContain(
      'vitrine.json names onnx/gpu_fp16.onnx for WebGPU and onnx/cpu-int8.onnx for WASM',
    )
    expect(manifest.files.map(({ path }) => path)).toEqual([devices.wasm, 'tokenizer.json'])
  })

  it('may be chosen against the device', async () => {
    const manifest = await read({ 'vitrine.json': { devices } }, { model: devices.webgpu })
    expect(manifest).toMatchObject({
      model: devices.webgpu,
      pinned: devices.webgpu,
      graphReady: true,
    })
    expect(variantsOf(manifest)).toHaveLength(2)
  })

  it('gives way to another one that is for all', async () => {
    const more = {
      'onnx/other.onnx': masked,
      'vitrine.json': { devices, model: 'onnx/other.onnx' },
    }
    const manifest = await read(more)
    expect(manifest).toMatchObject({ model: 'onnx/other.onnx' })
    expect(manifest.variants).toBeUndefined()
  })

  it('may be named for one device, and the others take what they always did', async () => {
    const usual = { 'onnx/model.onnx': masked, 'onnx/model_quantized.onnx': masked }
    const { webgpu } = devices
    const manifest = await read({ ...usual, 'vitrine.json': { devices: { webgpu } } })
    expect(manifest.model).toBe('onnx/model.onnx')
    expect(variantsOf(manifest)).toEqual([
      { model: webgpu, precision: 'fp16', device: 'webgpu', graphReady: true },
      { model: 'onnx/model.onnx', precision: 'fp32' },
      { model: 'onnx/model_quantized.onnx', precision: 'q8' },
    ])

    const one = await read({ ...usual, 'vitrine.json': { devices: { wasm: devices.wasm } } })
    expect(one.model).toBe(devices.wasm)
    expect(variantsOf(one).map(({ device, model }) => [device, model])).toEqual([
      ['wasm', devices.wasm],
      [undefined, 'onnx/model.onnx'],
      [undefined, 'onnx/model_quantized.onnx'],
    ])
  })

  it('that is the only one there is runs everywhere', async () => {
    for (const only of [
      { wasm: 'm.onnx' },
      { webgpu: 'm.onnx' },
      { wasm: 'm.onnx', webgpu: 'm.onnx' },
    ]) {
      const manifest = await readExport(
        memoryFolder({
          'm.onnx': masked,
          'tokenizer.json': '{}',
          'vitrine.json': { devices: only },
        }),
      )
      expect(manifest).toMatchObject({ model: 'm.onnx' })
      expect(manifest.variants).toBeUndefined()
    }
  })

  it('that is missing is named, and so is one of its data files', async () => {
    const missing = { ...devices, webgpu: 'onnx/none.onnx' }
    await expect(read({ 'vitrine.json': { devices: missing } })).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'onnx/none.onnx' },
    })
    const external = { location: 'weights.bin', offset: '0', length: '4' }
    const big = graphOf({ input_ids: ids }, logits, {
      initialisers: [{ name: 'w', dims: [1], external }],
    })
    await expect(
      read({ 'vitrine.json': { devices }, 'onnx/gpu_fp16.onnx': big }),
    ).rejects.toMatchObject({ code: 'export-incomplete', facts: { path: 'onnx/weights.bin' } })
  })

  it.each([
    [{ devices: { cpu: 'm.onnx' } }, '“cpu” is not a key that is known here'],
    [{ devices: { wasm: 1 } }, 'it must be of type string'],
  ])('is written so, or what is wrong is named: %j', async (author, problem) => {
    await expect(read({ 'vitrine.json': author })).rejects.toMatchObject({ facts: { problem } })
  })

  it('of an encoder–decoder brings its own encoder', async () => {
    const names = ['', '_quantized', '_fp16'].flatMap((suffix) => [
      `onnx/encoder_model${suffix}.onnx`,
      `onnx/decoder_model_merged${suffix}.onnx`,
    ])
    const author = {
      devices: {
        webgpu: 'onnx/decoder_model_merged_fp16.onnx',
        wasm: 'onnx/decoder_model_merged_quantized.onnx',
      },
    }
    const manifest = await readExport(
      memoryFolder({
        'config.json': {
          architectures: ['T5ForConditionalGeneration'],
          is_encoder_decoder: true,
          decoder_start_token_id: 0,
        },
        'tokenizer.json': '{}',
        'vitrine.json': author,
        ...Object.fromEntries(names.map((name) => [name, 'graph'])),
      }),
    )
    expect(manifest).toMatchObject({
      model: author.devices.wasm,
      encoder: { model: 'onnx/encoder_model_quantized.onnx' },
    })
    expect(manifest.variants?.map(({ device, encoder }) => [device, encoder])).toEqual([
      ['webgpu', 'onnx/encoder_model_fp16.onnx'],
      ['wasm', 'onnx/encoder_model_quantized.onnx'],
    ])
  })
})

describe('a decoder that is graph-ready', () => {
  it('is known by its graph, alone and among others', async () => {
    const { 'onnx/gpu_fp16.onnx': _, 'onnx/cpu-int8.onnx': _cpu, ...rest } = files
    const alone = await readExport(memoryFolder({ ...rest, 'onnx/model.onnx': ready }))
    expect(alone).toMatchObject({ graphReady: true })
    const among = { ...rest, 'onnx/model.onnx': masked, 'onnx/model_q4f16.onnx': ready }
    expect(variantsOf(await readExport(memoryFolder(among)))).toEqual([
      { model: 'onnx/model.onnx', precision: 'fp32' },
      { model: 'onnx/model_q4f16.onnx', precision: 'q4f16', graphReady: true },
    ])
  })

  it('behind a link is not downloaded to be looked at', async () => {
    const opened: string[] = []
    const folder = memoryFolder({ ...files, 'vitrine.json': { devices } })
    const remote = {
      ...folder,
      isRemote: true,
      open: (path: string) => {
        opened.push(path)
        return folder.open(path)
      },
    }
    const manifest = await readExport(remote)
    expect(opened).toEqual([])
    expect(variantsOf(manifest)[0]).not.toHaveProperty('graphReady')
  })

  it('may have names of its own', async () => {
    const own = graphOf(
      { i: ids, past_seq_len: number('b'), total_seq_len: number() },
      { o: ['b', 's', 9] },
    )
    const inputs = {
      input_ids: 'i',
      past_sequence_length: 'past_seq_len',
      total_sequence_length: 'total_seq_len',
    }
    const manifest = await readExport(
      memoryFolder({
        'genai_config.json': {
          model: {
            type: 'phi3',
            context_length: 64,
            decoder: { inputs, outputs: { logits: 'o' } },
          },
        },
        'model.onnx': own,
        'tokenizer.json': '{}',
      }),
    )
    expect(manifest).toMatchObject({
      graphReady: true,
      decoder: { sequenceLengths: 'past_seq_len', totalLength: 'total_seq_len' },
    })
  })
})

describe('a precision', () => {
  it.each([
    ['onnx/model.onnx', 'fp32'],
    ['onnx/model_q4f16.onnx', 'q4f16'],
    ['gpu-fp16.onnx', 'fp16'],
    ['model.int8.onnx', 'q8'],
    ['fp16/model.onnx', 'fp32'],
  ])('is told by the name of %s', (path, precision) => {
    expect(precisionOf(path)).toBe(precision)
  })
})
