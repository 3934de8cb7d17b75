import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

type GraphArgs = Parameters<typeof graphOf>
const read = (graph: Uint8Array, more: Record<string, unknown> = {}) =>
  readExport(memoryFolder({ 'net.onnx': graph, ...more }))
const ids = [{ type: 'int64' }, 'b', 's'] as const

describe('a bare graph with token ids in', () => {
  const decoder = graphOf({ input_ids: ids }, { logits: ['b', 's', 100] })

  it('that scores a vocabulary generates text when its tokenizer lies beside it', async () => {
    await expect(read(decoder, { 'tokenizer.json': '{}' })).resolves.toMatchObject({
      task: 'text-generation',
      contextLength: 1024,
      guessed: ['task', 'contextLength'],
    })
  })

  it('and without the tokenizer says that this is what is missing', async () => {
    await expect(read(decoder)).resolves.toMatchObject({
      task: 'tensors',
      recognised: 'text-generation',
      notes: [expect.stringContaining('tokenizer.json')],
    })
  })

  const bert = { added_tokens: [{ id: 4, content: '[MASK]' }] }
  const encoders: readonly [string, GraphArgs, object][] = [
    [
      'fill-mask',
      [{ input_ids: ids, token_type_ids: ids }, { logits: ['b', 's', 30522] }],
      { maskToken: '[MASK]' },
    ],
    ['fill-mask', [{ input_ids: ids }, { logits: ['b', 's', 30522] }], { maskToken: '[MASK]' }],
    [
      'text-classification',
      [{ input_ids: ids }, { logits: ['b', 2] }],
      { scores: 'softmax', guessed: ['task', 'scores', 'maxTokens'] },
    ],
    ['text-classification', [{ input_ids: ids }, { logits: ['b', 1] }], { scores: 'sigmoid' }],
    [
      'feature-extraction',
      [{ input_ids: ids }, { last_hidden_state: ['b', 's', 384] }],
      { pooling: 'mean', normalize: false, guessed: ['task', 'pooling', 'maxTokens'] },
    ],
    [
      'feature-extraction',
      [{ input_ids: ids }, { sentence_embedding: ['b', 384] }],
      { pooling: 'none', guessed: ['task', 'maxTokens'] },
    ],
    [
      'feature-extraction',
      [
        { input_ids: [{ type: 'int64' }, 'b', 64] },
        { token_embeddings: ['b', 64, 8], sentence_embedding: ['b', 8] },
      ],
      { pooling: 'none', maxTokens: 64, guessed: ['task'] },
    ],
  ]
  it.each(encoders)('is for %s by what it gives: %j', async (task, graph, expected) => {
    const manifest = await read(graphOf(...graph), { 'tokenizer.json': bert })
    expect(manifest).toMatchObject({
      task,
      maxTokens: 512,
      tokenizer: { path: 'tokenizer.json' },
      ...expected,
    })
    expect(manifest.files.map(({ path }) => path)).toEqual(['net.onnx', 'tokenizer.json'])
  })

  it.each(encoders)('recognised as %s wants its tokenizer beside it: %j', async (task, graph) => {
    // One that gives a row for each token could as well be a decoder; only its tokenizer tells.
    const isOpen = task === 'fill-mask' && !('token_type_ids' in graph[0])
    await expect(read(graphOf(...graph))).resolves.toMatchObject({
      task: 'tensors',
      recognised: isOpen ? 'text-generation' : task,
      notes: [expect.stringContaining('Put the tokenizer.json of the model beside it')],
    })
  })

  it('with a cache is a decoder, whatever its tokenizer has', async () => {
    const graph = graphOf(
      { input_ids: ids, 'past_key_values.0.key': ['b', 2, 'p', 4] },
      { logits: ['b', 's', 100] },
    )
    await expect(read(graph, { 'tokenizer.json': bert })).resolves.toMatchObject({
      task: 'text-generation',
    })
  })

  it('that finds answers in a text is no classifier of texts', async () => {
    const graph = graphOf({ input_ids: ids }, { start_logits: ['b', 's'], end_logits: ['b', 's'] })
    const manifest = await read(graph, { 'tokenizer.json': bert })
    expect(manifest.task).toBe('tensors')
    expect(manifest.reasons[0]).toContain('gives places in the text')
  })

  it.each<[GraphArgs[0], string]>([
    [{ input_ids: ids, bbox: [{ type: 'int64' }, 'b', 's', 4] }, '“bbox” is not known here'],
    [{ input_ids: [{ type: 'int64' }, 8, 's'] }, 'takes exactly 8 texts at a time'],
  ])('that a text alone cannot fill takes tensors, and says so: %j', async (inputs, note) => {
    const graph = graphOf(inputs, { logits: ['b', 2] })
    await expect(read(graph, { 'tokenizer.json': bert })).resolves.toMatchObject({
      task: 'tensors',
      recognised: 'text-classification',
      notes: [expect.stringContaining(note)],
    })
  })
})
