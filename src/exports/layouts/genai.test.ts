import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const decoder = {
  filename: 'decoder.onnx',
  inputs: {
    input_ids: 'ids',
    attention_mask: 'mask',
    past_key_names: 'past.%d.k',
    past_value_names: 'past.%d.v',
  },
  outputs: { logits: 'scores', present_key_names: 'now.%d.k', present_value_names: 'now.%d.v' },
}
const model = { type: 'llama', context_length: 4096, eos_token_id: [2, 3], decoder }

const read = (config: unknown, more: Record<string, unknown> = {}) =>
  readExport(
    memoryFolder({
      'genai_config.json': config,
      'decoder.onnx': 'graph',
      'decoder.onnx.data': 'weights',
      'tokenizer.json': '{}',
      ...more,
    }),
  )

describe('an ONNX Runtime GenAI export', () => {
  it('tells the names of its decoder, its context and its end, without its graph being read', async () => {
    const search = { do_sample: true, temperature: 0.6, top_k: 50, top_p: 0.9, max_length: 4096 }
    const manifest = await read({ model, search })
    expect(manifest).toMatchObject({
      layout: 'genai',
      task: 'text-generation',
      contextLength: 4096,
      stopTokenIds: [2, 3],
      defaults: { temperature: 0.6, topK: 50, topP: 0.9 },
      decoder: {
        inputIds: 'ids',
        attentionMask: 'mask',
        logits: 'scores',
        pastKey: 'past.%d.k',
        pastValue: 'past.%d.v',
        presentKey: 'now.%d.k',
        presentValue: 'now.%d.v',
      },
    })
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'decoder.onnx',
      'decoder.onnx.data',
      'tokenizer.json',
    ])
  })

  it('is greedy where it does not sample', async () => {
    const search = { do_sample: false, temperature: 1 }
    await expect(read({ model, search })).resolves.toMatchObject({ defaults: { temperature: 0 } })
  })

  it('with keys and values in one tensor takes from the graph what it leaves out', async () => {
    const merged = {
      filename: 'decoder.onnx',
      inputs: { past_names: 'past_%d' },
      outputs: { present_names: 'present_%d' },
    }
    const graph = graphOf(
      { input_ids: [{ type: 'int32' }, 'b', 's'], past_0: [2, 'b', 4, 'p', 8] },
      { logits: ['b', 's', 100], present_0: [2, 'b', 4, 't', 8] },
    )
    const manifest = await read({ model: { ...model, decoder: merged } }, { 'decoder.onnx': graph })
    expect(manifest).toMatchObject({ task: 'text-generation' })
    expect('decoder' in manifest && manifest.decoder).toEqual({
      inputIds: 'input_ids',
      logits: 'logits',
      past: 'past_%d',
      present: 'present_%d',
    })
  })

  it('warns of a tokenizer that knows more than the model', async () => {
    const tokenizer = { model: { vocab: { a: 0, b: 1, c: 2 } } }
    const manifest = await read(
      { model: { ...model, vocab_size: 2 } },
      { 'tokenizer.json': tokenizer },
    )
    expect(manifest.notes).toEqual([expect.stringContaining('knows 3 tokens and the model only 2')])
  })

  it.each([
    [{ ...model, vision: {}, embedding: {} }, 'several graphs (decoder, embedding and vision)'],
    [{ ...model, decoder: { ...decoder, pipeline: [] } }, 'a pipeline of decoders'],
    [{ ...model, decoder: { inputs: { inputs_embeds: 'e' } } }, 'takes embeddings'],
  ])('says why %# cannot run', async (config, problem) => {
    await expect(read({ model: config })).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining(problem) },
    })
  })

  it('of several graphs still opens on tensors for who asks for that', async () => {
    const folder = memoryFolder({
      'genai_config.json': { model: { ...model, vision: {} } },
      'decoder.onnx': graphOf({ x: [1, 2] }, { y: [1, 2] }),
    })
    await expect(readExport(folder, { task: 'tensors' })).resolves.toMatchObject({
      task: 'tensors',
      layout: 'genai',
    })
  })

  it('without its model names the file', async () => {
    const folder = memoryFolder({ 'genai_config.json': { model }, 'tokenizer.json': '{}' })
    await expect(readExport(folder)).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'decoder.onnx' },
    })
  })
})
