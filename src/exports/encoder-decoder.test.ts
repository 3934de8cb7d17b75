import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../testing/memory-folder.ts'
import { readExport } from './read-export.ts'

const t5 = {
  architectures: ['T5ForConditionalGeneration'],
  model_type: 't5',
  is_encoder_decoder: true,
  n_positions: 512,
  decoder_start_token_id: 0,
  eos_token_id: 1,
  pad_token_id: 0,
}
const ids = [{ type: 'int64' }, 'b', 's'] as const
const encoder = graphOf({ input_ids: ids }, { last_hidden_state: ['b', 's', 8] })

const folderOf = (names: readonly string[], config: object, more: Record<string, unknown> = {}) =>
  memoryFolder({
    'config.json': config,
    'tokenizer.json': '{}',
    ...Object.fromEntries(names.map((name) => [`onnx/${name}.onnx`, name])),
    ...more,
  })
const both = ['encoder_model', 'decoder_model_merged']

describe('an encoder with its decoder', () => {
  it('answers text, and comes with the files of both', async () => {
    const generation = { 'generation_config.json': { max_length: 21, eos_token_id: [1] } }
    const data = { 'onnx/encoder_model.onnx_data': 'weights' }
    const manifest = await readExport(folderOf(both, t5, { ...generation, ...data }))
    expect(manifest).toMatchObject({
      task: 'text-generation',
      model: 'onnx/decoder_model_merged.onnx',
      encoder: { model: 'onnx/encoder_model.onnx', startTokenId: 0 },
      contextLength: 512,
      stopTokenIds: [1],
      defaults: { temperature: 0, maxNewTokens: 20 },
      reasons: [
        'text generation, because config.json says T5ForConditionalGeneration, whose decoder has an encoder beside it',
        'context of 512 tokens',
        'tokenizer from tokenizer.json',
      ],
    })
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'onnx/decoder_model_merged.onnx',
      'onnx/encoder_model.onnx',
      'onnx/encoder_model.onnx_data',
      'tokenizer.json',
    ])
    expect(manifest.variants).toBeUndefined()
  })

  it('comes in pairs of one precision', async () => {
    const names = [
      ...both,
      ...both.map((name) => `${name}_quantized`),
      ...both.map((name) => `${name}_fp16`),
      'decoder_model_merged_q4',
      'decoder_model_merged_q4f16',
      'decoder_model',
      'decoder_with_past_model',
    ]
    const manifest = await readExport(folderOf(names, t5))
    const pairs = manifest.variants?.map(({ precision, files, ...variant }) => {
      expect(files.map(({ path }) => path)).toEqual([variant.model, variant.encoder])
      return [precision, variant.encoder]
    })
    expect(pairs).toEqual([
      ['fp32', 'onnx/encoder_model.onnx'],
      ['fp16', 'onnx/encoder_model_fp16.onnx'],
      ['q8', 'onnx/encoder_model_quantized.onnx'],
      // No encoder of its own; what it takes are 32-bit floats all the same.
      ['q4', 'onnx/encoder_model.onnx'],
    ])
    const pinned = 'onnx/decoder_model_merged_quantized.onnx'
    await expect(readExport(folderOf(names, t5), { model: pinned })).resolves.toMatchObject({
      model: pinned,
      pinned,
      encoder: { model: 'onnx/encoder_model_quantized.onnx' },
    })
  })

  it.each([
    [{ decoder_start_token_id: 7 }, {}, 7],
    [{ decoder_start_token_id: 7 }, { decoder_start_token_id: 8 }, 8],
    [{ model_type: 'marian', bos_token_id: 0, pad_token_id: 9 }, {}, 9],
    [{ bos_token_id: 3, pad_token_id: 9 }, {}, 3],
    [{ pad_token_id: 9 }, {}, 9],
  ])('begins with the token that %j and %j say', async (config, generation, startTokenId) => {
    const { decoder_start_token_id: _, pad_token_id: _pad, ...rest } = t5
    const files = { 'generation_config.json': generation }
    const manifest = await readExport(folderOf(both, { ...rest, ...config }, files))
    expect(manifest).toMatchObject({ encoder: { startTokenId } })
  })

  it('that names no such token says that it has to', async () => {
    const { decoder_start_token_id: _, pad_token_id: _pad, ...rest } = t5
    await expect(readExport(folderOf(both, rest))).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { key: 'decoder_start_token_id' },
    })
  })

  it('without a length has a guess for one, and samples only where it says so', async () => {
    const { n_positions: _, ...rest } = t5
    const files = { 'generation_config.json': { do_sample: true, temperature: 0.5 } }
    await expect(readExport(folderOf(both, rest, files))).resolves.toMatchObject({
      contextLength: 512,
      guessed: ['contextLength'],
      defaults: { temperature: 0.5 },
    })
  })

  it('knows the token that is forced, and those that are never written', async () => {
    const files = {
      'generation_config.json': { forced_bos_token_id: 250004, bad_words_ids: [[7], [8, 9]] },
    }
    const manifest = await readExport(folderOf(both, t5, files))
    expect(manifest).toMatchObject({ encoder: { forcedTokenId: 250004, neverTokenIds: [7] } })
  })

  it('does not talk, and is no chat', async () => {
    const files = { 'tokenizer_config.json': { chat_template: 'x' } }
    expect(await readExport(folderOf(both, t5, files))).not.toHaveProperty('chat')
  })
})

describe('what is no such pair', () => {
  it('with a decoder in two files says how it is to be exported', async () => {
    const names = ['encoder_model', 'decoder_model', 'decoder_with_past_model']
    await expect(readExport(folderOf(names, t5))).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: {
        problem: expect.stringContaining(
          'T5ForConditionalGeneration, an encoder with a decoder (encoder_model, decoder_model and decoder_with_past_model)',
        ),
        remedy: expect.stringContaining('merged into decoder_model_merged.onnx'),
      },
    })
  })

  it('without its encoder names the file', async () => {
    await expect(readExport(folderOf(['decoder_model_merged_q4f16'], t5))).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'onnx/encoder_model_q4f16.onnx' },
    })
  })

  it.each<[string, Record<string, unknown>]>([
    ['WhisperForConditionalGeneration', { 'preprocessor_config.json': {} }],
    ['VisionEncoderDecoderModel', {}],
    [
      'UnknownForConditionalGeneration',
      {
        'onnx/encoder_model.onnx': graphOf(
          { input_features: ['b', 80, 'f'] },
          { last_hidden_state: ['b', 's', 8] },
        ),
      },
    ],
  ])('hears or sees, such as %s, and does not run', async (architecture, files) => {
    const config = { ...t5, architectures: [architecture] }
    await expect(readExport(folderOf(both, config, files))).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining('these do not run here') },
    })
  })

  it('is an encoder that somebody wants by itself', async () => {
    const folder = folderOf(both, t5, { 'onnx/encoder_model.onnx': encoder })
    await expect(readExport(folder, { model: 'onnx/encoder_model.onnx' })).resolves.toMatchObject({
      task: 'feature-extraction',
      model: 'onnx/encoder_model.onnx',
    })
  })

  it('is a classifier in one file, though its kind has a decoder', async () => {
    const bart = {
      architectures: ['BartForSequenceClassification'],
      is_encoder_decoder: true,
      id2label: { '0': 'no', '1': 'yes' },
    }
    await expect(readExport(folderOf(['model'], bart))).resolves.toMatchObject({
      task: 'text-classification',
      labels: ['no', 'yes'],
    })
  })
})
