import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const llama = {
  model_type: 'llama',
  architectures: ['LlamaForCausalLM'],
  max_position_embeddings: 512,
  bos_token_id: 1,
  eos_token_id: 2,
}
const vit = {
  architectures: ['ViTForImageClassification'],
  id2label: { '1': 'dog', '0': 'cat', '10': 'ship', '2': 'frog' },
}
const text = { 'config.json': llama, 'onnx/model.onnx': 'graph', 'tokenizer.json': '{}' }
const read = (files: Record<string, unknown>) => readExport(memoryFolder(files))

describe('a Hugging Face export of a causal language model', () => {
  it('becomes text generation', async () => {
    const files = {
      ...text,
      'generation_config.json': {
        eos_token_id: [2, 3],
        temperature: 0.6,
        top_k: 20,
        do_sample: true,
      },
      'tokenizer_config.json': {},
    }
    await expect(read(files)).resolves.toMatchObject({
      task: 'text-generation',
      layout: 'hugging-face',
      contextLength: 512,
      bosTokenId: 1,
      stopTokenIds: [2, 3],
      tokenizer: { path: 'tokenizer.json', configPath: 'tokenizer_config.json' },
      defaults: { temperature: 0.6, topK: 20 },
      reasons: [
        'text generation, because config.json says LlamaForCausalLM',
        'context of 512 tokens',
        'tokenizer from tokenizer.json',
      ],
    })
  })

  it('is greedy when it says that it does not sample', async () => {
    const files = { ...text, 'generation_config.json': { do_sample: false, temperature: 1 } }
    await expect(read(files)).resolves.toMatchObject({ defaults: { temperature: 0 } })
  })

  it('finds its context in the configuration of its language part', async () => {
    const { max_position_embeddings: _, ...config } = llama
    const nested = { ...config, text_config: { max_position_embeddings: 2048 } }
    await expect(read({ ...text, 'config.json': nested })).resolves.toMatchObject({
      contextLength: 2048,
    })
  })

  it('without a tokenizer names what is missing', async () => {
    const { 'tokenizer.json': _, ...files } = text
    await expect(read(files)).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'tokenizer.json' },
    })
  })
})

describe('the precisions of a Hugging Face export', () => {
  const files = {
    ...text,
    'onnx/model.onnx_data': 'w',
    'onnx/model.onnx_data_1': 'w',
    'onnx/model_q4f16.onnx': 'q',
    'onnx/model_quantized.onnx': 'quantized',
    'onnx/model_uint8.onnx': 'uint8',
    'onnx/model_bnb4.onnx': 'bnb4',
    'onnx/decoder_model.onnx': 'another model',
    'notes.txt': 'private',
  }

  it('are variants, each with its own weights; full precision is the one for every device', async () => {
    const manifest = await read(files)
    expect(manifest).toMatchObject({ model: 'onnx/model.onnx' })
    expect(manifest.variants?.map(({ model, precision }) => [model, precision])).toEqual([
      ['onnx/model.onnx', 'fp32'],
      ['onnx/model_quantized.onnx', 'q8'],
      ['onnx/model_uint8.onnx', 'q8'],
      ['onnx/model_bnb4.onnx', 'q4'],
      ['onnx/model_q4f16.onnx', 'q4f16'],
    ])
    const own = ['onnx/model.onnx', 'onnx/model.onnx_data', 'onnx/model.onnx_data_1']
    expect(manifest.variants?.[0]?.files.map(({ path }) => path)).toEqual(own)
    expect(manifest.files.map(({ path }) => path)).toEqual([...own, 'tokenizer.json'])
    expect(manifest.pinned).toBeUndefined()
  })

  it('without full precision fall to the smallest that every device runs', async () => {
    const { 'onnx/model.onnx': _, ...rest } = files
    await expect(read(rest)).resolves.toMatchObject({ model: 'onnx/model_uint8.onnx' })
  })

  it('may lie at the top, and one of them may be chosen', async () => {
    const top = {
      'config.json': vit,
      'model.onnx': 'graph',
      'model_fp16.onnx': 'half',
      'preprocessor_config.json': { size: { width: 8, height: 8 } },
    }
    const chosen = await readExport(memoryFolder(top), { model: 'model_fp16.onnx' })
    expect(chosen).toMatchObject({ model: 'model_fp16.onnx', pinned: 'model_fp16.onnx' })
    expect(chosen.variants?.map(({ precision }) => precision)).toEqual(['fp32', 'fp16'])
    expect(chosen.files.map(({ path }) => path)).toEqual(['model_fp16.onnx'])
  })

  it('are no variants of another model that lies beside', async () => {
    const manifest = await readExport(memoryFolder(files), { model: 'onnx/decoder_model.onnx' })
    expect(manifest).toMatchObject({ model: 'onnx/decoder_model.onnx' })
    expect(manifest.variants).toBeUndefined()
  })
})

describe('a Hugging Face export of a picture classifier', () => {
  const preprocessor = {
    size: { shortest_edge: 256 },
    resample: 3,
    do_center_crop: true,
    crop_size: { height: 224, width: 224 },
    image_mean: [0.485, 0.456, 0.406],
    image_std: [0.229, 0.224, 0.225],
  }
  const readWith = (json: unknown) =>
    read({ 'config.json': vit, 'onnx/model.onnx': 'graph', 'preprocessor_config.json': json })

  it('sorts its labels by number and reads the image processor', async () => {
    await expect(readWith(preprocessor)).resolves.toMatchObject({
      task: 'image-classification',
      labels: ['cat', 'dog', 'frog', 'ship'],
      preprocessing: {
        width: 224,
        height: 224,
        resize: { mode: 'shorter-side', shorterSide: 256 },
        filter: 'bicubic',
        mean: [0.485, 0.456, 0.406],
      },
      reasons: [
        'image classification, because config.json says ViTForImageClassification',
        '224 × 224 RGB',
        'shorter side to 256, then the middle',
        'normalised with mean 0.485, 0.456, 0.406 and deviation 0.229, 0.224, 0.225',
      ],
    })
  })

  it.each([
    [224, { mode: 'shorter-side', shorterSide: 256 }],
    [384, { mode: 'exact' }],
  ])('of the ConvNeXT kind crops small pictures and warps large ones: %d', async (side, resize) => {
    const json = { size: { shortest_edge: side }, crop_pct: 0.875 }
    await expect(readWith(json)).resolves.toMatchObject({
      preprocessing: { width: side, height: side, resize },
    })
  })

  it.each([
    [{ ...preprocessor, do_resize: false }, 'do_resize: false'],
    [{ ...preprocessor, do_flip_channel_order: true }, 'blue before red'],
    [{ ...preprocessor, rescale_offset: true }, 'rescale_offset'],
    [{ size: { shortest_edge: 256 } }, 'a size without two sides'],
  ])('names a step that we do not have instead of leaving it out: %j', async (json, problem) => {
    await expect(readWith(json)).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining(problem) },
    })
  })

  it('of the EfficientNet kind divides by the deviation twice, as its processor does', async () => {
    const json = { ...preprocessor, image_std: [0.5, 0.5, 0.5], include_top: true }
    await expect(readWith(json)).resolves.toMatchObject({
      preprocessing: { std: [0.25, 0.25, 0.25] },
    })
  })

  it('of the LeViT kind adds the border that its processor adds', async () => {
    const json = {
      ...preprocessor,
      size: { shortest_edge: 224 },
      feature_extractor_type: 'LevitFeatureExtractor',
    }
    await expect(readWith(json)).resolves.toMatchObject({
      preprocessing: { width: 224, resize: { shorterSide: 256 } },
    })
  })

  it('without an image processor takes the size from the graph, as a guess', async () => {
    const graph = graphOf({ pixel_values: ['b', 3, 96, 64] }, { logits: ['b', 4] })
    const manifest = await read({ 'config.json': vit, 'model.onnx': graph })
    expect(manifest).toMatchObject({ preprocessing: { width: 64, height: 96 } })
    expect(manifest.guessed).toContain('preprocessing.mean')
  })
})

describe('a Hugging Face export of another kind', () => {
  it.each([
    ['DetrForObjectDetection', 'object-detection'],
    ['SegformerForSemanticSegmentation', 'image-segmentation'],
    ['ViTModel', 'feature-extraction'],
    ['BertForTokenClassification', undefined],
  ])('%s takes tensors and is recognised as %s', async (architecture, recognised) => {
    const manifest = await read({
      'config.json': { architectures: [architecture] },
      'onnx/model.onnx': graphOf({ x: [1, 4] }, { y: [1, 2] }),
    })
    expect(manifest).toMatchObject({ task: 'tensors', inputs: [{ name: 'x', dims: [1, 4] }] })
    expect(manifest.recognised).toBe(recognised)
    // The page itself says that it has none for what was recognised.
    expect(manifest.notes !== undefined).toBe(recognised === undefined)
  })

  it.each([
    [
      { architectures: ['LlavaForConditionalGeneration'] },
      ['vision_encoder', 'embed_tokens', 'decoder_model_merged_q4'],
      'a model of several graphs (vision_encoder, embed_tokens and decoder_model_merged)',
    ],
  ])('says of what graphs it is made, for none runs alone: %#', async (config, names, problem) => {
    const graphs = Object.fromEntries(names.map((name) => [`onnx/${name}.onnx`, 'graph']))
    await expect(read({ 'config.json': config, ...graphs })).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining(problem) },
    })
  })

  it('that names no architecture is guessed from its graph', async () => {
    const manifest = await read({
      'config.json': { model_type: 'llama', max_position_embeddings: 64 },
      'onnx/model.onnx': graphOf(
        { input_ids: [{ type: 'int64' }, 'b', 's'] },
        { logits: ['b', 's', 100] },
      ),
      'tokenizer.json': '{}',
    })
    expect(manifest).toMatchObject({
      layout: 'hugging-face',
      task: 'text-generation',
      contextLength: 64,
      guessed: ['task'],
    })
  })

  it('without any graph names the file that is missing', async () => {
    const files = { 'config.json': llama, 'model.safetensors': 'weights' }
    await expect(read(files)).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'onnx/model.onnx' },
    })
  })
})
