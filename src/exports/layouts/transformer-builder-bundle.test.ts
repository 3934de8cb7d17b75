import { describe, expect, it } from 'vitest'
import { memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const spec = {
  name: 'digits_tiny',
  task_type: 'vision_classification',
  modality: 'vision',
  input_schema: { image_size: [1, 28, 28], channels_first: true },
  output_schema: { num_classes: 2, class_names: ['one', 'two'] },
  preprocessing_config: { normalize: true, mean: [0.13], std: [0.31] },
}
const read = (task: unknown, more: Record<string, unknown> = {}) =>
  readExport(
    memoryFolder({
      'artifacts/model.onnx': 'weights',
      'artifacts/model.torchscript.pt': 'not ours',
      'configs/task_spec.json': task,
      'metadata.json': { task_name: 'digits_tiny', task_type: 'vision_classification' },
      'requirements.txt': 'torch\nonnx',
      ...more,
    }),
  )

describe('a Transformer Builder bundle', () => {
  it('is read from its task spec, and publishes nothing but the model', async () => {
    const manifest = await read(spec)
    expect(manifest).toMatchObject({
      layout: 'transformer-builder-bundle',
      title: 'digits_tiny',
      task: 'image-classification',
      model: 'artifacts/model.onnx',
      labels: ['one', 'two'],
      preprocessing: { width: 28, height: 28, channels: 1, mean: [0.13], std: [0.31] },
    })
    expect(manifest.reasons).toContain('normalised with mean 0.13 and deviation 0.31')
    expect(manifest.files.map(({ path }) => path)).toEqual(['artifacts/model.onnx'])
  })

  it('does not normalise when it says so, and does not take requirements for labels', async () => {
    const task = {
      ...spec,
      output_schema: { num_classes: 2 },
      preprocessing_config: { ...spec.preprocessing_config, normalize: false },
    }
    await expect(read(task)).resolves.toMatchObject({ labels: [], preprocessing: { mean: [0] } })
  })

  it('of a language model ends at its own end token', async () => {
    const task = {
      name: 'lm',
      task_type: 'language_modeling',
      input_schema: { max_seq_len: 64, vocab_size: 99 },
      special_tokens: { pad_token_id: 0, eos_token_id: 7 },
    }
    await expect(read(task)).resolves.toMatchObject({
      task: 'text-generation',
      contextLength: 64,
      stopTokenIds: [7],
      tokenizer: { vocabularySize: 99 },
    })
  })
})
