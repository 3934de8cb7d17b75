import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const vision = {
  task_type: 'vision_classification',
  modality: 'vision',
  input_shape: { batch: 1, schema: { image_size: [3, 48, 32], channels_first: true } },
  output_shape: [1, 4],
}
const lm = {
  task_type: 'lm',
  modality: 'text',
  input_shape: { batch: 1, schema: { max_seq_len: 128, vocab_size: 101 } },
}
const texts = graphOf({ input_ids: [{ type: 'int64' }, 1, 8] }, { logits: [1, 2] })

const read = (files: Record<string, unknown>) =>
  readExport(memoryFolder({ 'model.onnx': 'weights', ...files }))

describe('a Transformer Builder export', () => {
  it('of a picture classifier has the exporter’s own preprocessing, and says why', async () => {
    await expect(read({ 'metadata.json': vision })).resolves.toMatchObject({
      id: 'demo',
      title: 'demo',
      task: 'image-classification',
      layout: 'transformer-builder',
      files: [{ path: 'model.onnx', sizeBytes: 7, sha256: 'of model.onnx' }],
      reasons: [
        'image classification, because metadata.json says vision_classification',
        '32 × 48 RGB',
        'no normalisation given',
        'classes have no names',
      ],
      preprocessing: {
        width: 32,
        height: 48,
        resize: { mode: 'exact' },
        filter: 'bicubic',
        layout: 'NCHW',
        rescale: 1 / 255,
        mean: [0, 0, 0],
        std: [1, 1, 1],
      },
      labels: [],
      output: 'logits',
    })
  })

  it('takes the names of its classes from a file of as many lines', async () => {
    const files = { 'metadata.json': vision, 'names.txt': 'a\nb\nc\nd\n', 'notes.txt': 'x\ny' }
    await expect(read(files)).resolves.toMatchObject({
      labels: ['a', 'b', 'c', 'd'],
      guessed: ['labels'],
    })
  })

  it('whose metadata do not count the classes has them counted in the graph', async () => {
    const { output_shape: _, ...uncounted } = vision
    const files = {
      'metadata.json': uncounted,
      'labels.txt': 'a\nb\nc\nd\n',
      'model.onnx': graphOf({ pixel_values: [1, 3, 48, 32] }, { logits: [1, 4] }),
    }
    await expect(read(files)).resolves.toMatchObject({ labels: ['a', 'b', 'c', 'd'] })
  })

  it('of a language model without a tokenizer shows ids, and says so', async () => {
    const manifest = await read({ 'metadata.json': lm })
    expect(manifest).toMatchObject({
      task: 'text-generation',
      contextLength: 128,
      tokenizer: { vocabularySize: 101 },
      decoder: { inputIds: 'input_ids', logits: 'logits' },
      notes: [expect.stringContaining('ids are shown in place of text')],
    })
    expect(manifest.files.map(({ path }) => path)).toEqual(['model.onnx'])
  })

  it('of a language model prefers a tokenizer that lies beside it', async () => {
    const manifest = await read({ 'metadata.json': lm, 'tokenizer.json': '{}' })
    expect(manifest).toMatchObject({ tokenizer: { path: 'tokenizer.json' } })
    expect(manifest.files.map(({ path }) => path)).toEqual(['model.onnx', 'tokenizer.json'])
    expect(manifest.notes).toBeUndefined()
  })

  it.each([
    ['text_classification', 'text-classification', 'Put the tokenizer.json'],
    ['seq2seq', undefined, 'encoder with a decoder'],
    ['audio_tagging', undefined, '“audio_tagging” has no page'],
  ])('of the task %s takes tensors, and says what is missing', async (task, recognised, note) => {
    const metadata = { ...vision, task_type: task }
    const manifest = await read({ 'metadata.json': metadata, 'model.onnx': texts })
    expect(manifest.task).toBe('tensors')
    expect((manifest.notes ?? ['']).map((words) => words.includes(note))).toEqual([true])
    expect(manifest.recognised).toBe(recognised)
    expect(manifest.reasons[0]).toContain(`metadata.json says ${task}`)
  })

  it('of the task vision_multilabel scores each class by itself', async () => {
    const metadata = { ...vision, task_type: 'vision_multilabel' }
    const manifest = await read({ 'metadata.json': metadata, 'model.onnx': 'graph' })
    expect(manifest).toMatchObject({ task: 'image-classification', scores: 'sigmoid' })
    expect(manifest.reasons).toContain('each class holds or not by itself (sigmoid)')
  })

  it('of a classifier of texts has its page when a tokenizer lies beside it', async () => {
    const metadata = {
      ...lm,
      task_type: 'text_classification',
      output_shape: [1, 3],
    }
    const files = { 'tokenizer.json': '{}', 'labels.txt': 'bad\nfair\ngood\n' }
    await expect(
      read({ 'metadata.json': metadata, 'model.onnx': texts, ...files }),
    ).resolves.toMatchObject({
      task: 'text-classification',
      labels: ['bad', 'fair', 'good'],
      // The graph is narrower than what the metadata say.
      maxTokens: 8,
      guessed: ['labels', 'scores'],
    })
  })

  it('names the key that is missing', async () => {
    const metadata = { ...vision, input_shape: { schema: {} } }
    await expect(read({ 'metadata.json': metadata })).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { file: 'metadata.json', key: 'input_shape.schema.image_size' },
    })
  })

  it('is not what every metadata.json means', async () => {
    const files = { 'metadata.json': { author: 'me' }, 'model.onnx': texts }
    await expect(read(files)).resolves.toMatchObject({ layout: 'graph' })
  })
})
