/** The text models of the fixtures with their tokenizer beside them, as folders that exporters write. */
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { hasShared, sharedPath } from '../../e2e/support/shared.ts'
import { memoryFolder } from '../testing/memory-folder.ts'
import { readExport } from './read-export.ts'

const bytes = (name: string) =>
  new Uint8Array(readFileSync(sharedPath(`fixtures/models/text/${name}`)))
const tokenizer = () => ({ 'tokenizer.json': bytes('bert-tokenizer.json') })

describe.skipIf(!hasShared)('the text models of the fixtures', () => {
  it('give vectors as a bare graph, the mean of the tokens’ as a guess', async () => {
    const folder = memoryFolder({ 'model.onnx': bytes('dummy_transformer.onnx'), ...tokenizer() })
    await expect(readExport(folder)).resolves.toMatchObject({
      layout: 'graph',
      task: 'feature-extraction',
      pooling: 'mean',
      maxTokens: 512,
      guessed: ['task', 'pooling', 'maxTokens'],
    })
  })

  it('fill in masks as a bare graph', async () => {
    const graph = bytes('dummy_transformer_mlm.onnx')
    await expect(
      readExport(memoryFolder({ 'model.onnx': graph, ...tokenizer() })),
    ).resolves.toMatchObject({ layout: 'graph', task: 'fill-mask', maskToken: '[MASK]' })
  })

  it('are what their config.json says', async () => {
    const folder = memoryFolder({
      'config.json': { architectures: ['BertForMaskedLM'], max_position_embeddings: 128 },
      'onnx/model.onnx': bytes('dummy_transformer_mlm.onnx'),
      ...tokenizer(),
    })
    const manifest = await readExport(folder)
    expect(manifest).toMatchObject({ task: 'fill-mask', maskToken: '[MASK]', maxTokens: 128 })
    expect(manifest.guessed).toBeUndefined()
  })
})
