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
    [{ size: { shortest_edge: 256 } }, 'a size without two sides'],
  ])('names a step that we do not have instead of leaving it out: %j', async (json, problem) => {
    await expect(readWith(json)).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining(problem) },
    })
  })

  it('turns colours round, and picks the middle as Transformers does', async () => {
    const json = { ...preprocessor, do_flip_channel_order: true }
    await expect(readWith(json)).resolves.toMatchObject({
      preprocessing: { colours: 'BGR', resize: { rounding: 'transformers' } },
    })
  })

  it.each(['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'])(
    'has Pillow’s filters by their numbers: %s',
    async (filter) => {
      const resample = ['nearest', 'lanczos', 'bilinear', 'bicubic', 'box', 'hamming'].indexOf(
        filter,
      )
      await expect(readWith({ ...preprocessor, resample })).resolves.toMatchObject({
        preprocessing: { filter },
      })
    },
  )

  it('of one number takes it for the shorter side where it crops, as its processor does', async () => {
    const json = { ...preprocessor, size: 256, crop_size: 224 }
    await expect(readWith(json)).resolves.toMatchObject({
      preprocessing: { width: 224, resize: { mode: 'shorter-side', shorterSide: 256 } },
    })
  })

  it('subtracts 1 after rescaling where its processor does', async () => {
    const json = { ...preprocessor, rescale_factor: 1 / 127.5, rescale_offset: true }
    await expect(readWith({ ...json, do_normalize: false })).resolves.toMatchObject({
      preprocessing: { rescale: 1 / 127.5, mean: [1, 1, 1], std: [1, 1, 1] },
    })
    await expect(readWith({ ...json, image_mean: [0.5, 0.5, 0.5] })).resolves.toMatchObject({
      preprocessing: { mean: [1.5, 1.5, 1.5] },
    })
  })

  it('of many classes at once scores each by itself', async () => {
    const config = { ...vit, problem_type: 'multi_label_classification' }
    const files = { 'onnx/model.onnx': 'graph', 'preprocessor_config.json': preprocessor }
    await expect(read({ 'config.json': config, ...files })).resolves.toMatchObject({
      task: 'image-classification',
      scores: 'sigmoid',
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

describe('a Hugging Face export of a detector', () => {
  const detr = {
    model_type: 'detr',
    architectures: ['DetrForObjectDetection'],
    id2label: { 0: 'cat', 1: 'dog' },
  }
  const graph = (columns: number, more: object = {}) =>
    graphOf(
      { pixel_values: ['b', 3, 'h', 'w'], ...more },
      { logits: ['b', 100, columns], pred_boxes: ['b', 100, 4] },
    )
  const processor = {
    size: { shortest_edge: 800, longest_edge: 1333 },
    resample: 2,
    do_pad: true,
    image_mean: [0.485, 0.456, 0.406],
    image_std: [0.229, 0.224, 0.225],
  }
  const readWith = (config: object, json: object, model: unknown = graph(3)) =>
    read({ 'config.json': config, 'preprocessor_config.json': json, 'onnx/model.onnx': model })

  it('keeps the shape of pictures, and its last class is nothing', async () => {
    const manifest = await readWith(detr, processor)
    expect(manifest).toMatchObject({
      task: 'object-detection',
      labels: ['cat', 'dog'],
      head: { kind: 'detr', logits: 'logits', boxes: 'pred_boxes', scores: 'softmax' },
      preprocessing: {
        resize: { mode: 'within', shorterSide: 800, longerSide: 1333 },
        filter: 'bilinear',
        mean: [0.485, 0.456, 0.406],
      },
      thresholds: { confidence: 0.5 },
    })
    expect(manifest.guessed).toBeUndefined()
    expect(manifest.notes).toBeUndefined()
  })

  it('of older files means the same by two numbers', async () => {
    await expect(
      readWith(detr, { ...processor, size: 800, max_size: 1333 }),
    ).resolves.toMatchObject({
      preprocessing: { resize: { mode: 'within', shorterSide: 800, longerSide: 1333 } },
    })
  })

  it.each(['rt_detr', 'conditional_detr', 'deformable_detr', 'd_fine'])(
    'of the type %s scores each class by itself',
    async (type) => {
      const config = { ...detr, model_type: type, architectures: ['RTDetrForObjectDetection'] }
      const json = { size: { height: 640, width: 640 }, do_normalize: false }
      await expect(readWith(config, json, graph(2))).resolves.toMatchObject({
        head: { kind: 'detr', scores: 'sigmoid' },
        preprocessing: {
          width: 640,
          height: 640,
          resize: { mode: 'exact' },
          rescale: 1 / 255,
          mean: [0, 0, 0],
        },
      })
    },
  )

  it('with other names than classes says so', async () => {
    await expect(readWith(detr, processor, graph(92))).resolves.toMatchObject({
      notes: ['There are 2 labels for 91 classes, so the classes are numbered instead.'],
    })
  })

  it('whose outputs are others is guessed from its graph', async () => {
    const yolo = graphOf({ pixel_values: [1, 3, 640, 640] }, { output0: [1, 84, 8400] })
    await expect(readWith(detr, processor, yolo)).resolves.toMatchObject({
      task: 'object-detection',
      head: { kind: 'yolo', output: 'output0' },
    })
  })

  it('may want a mask of padding besides the picture, which is filled in', async () => {
    const more = { pixel_mask: [{ type: 'int64' }, 'b', 64, 64] }
    await expect(readWith(detr, processor, graph(3, more))).resolves.toMatchObject({
      task: 'object-detection',
    })
  })

  it('that wants something else besides the picture takes tensors and says what', async () => {
    await expect(readWith(detr, processor, graph(3, { prompt: [1, 4] }))).resolves.toMatchObject({
      task: 'tensors',
      recognised: 'object-detection',
      notes: [expect.stringContaining('“prompt” besides the picture')],
    })
  })
})

describe('a Hugging Face export of a model that gives maps', () => {
  it('of parts opens as segmentation, and says that no class means nothing', async () => {
    const manifest = await read({
      'config.json': {
        architectures: ['SegformerForSemanticSegmentation'],
        id2label: { 0: 'wall', 1: 'sky' },
      },
      'preprocessor_config.json': { size: 512, do_reduce_labels: true },
      'onnx/model.onnx': graphOf(
        { pixel_values: ['b', 3, 512, 512] },
        { logits: ['b', 2, 128, 128] },
      ),
    })
    expect(manifest).toMatchObject({
      task: 'image-segmentation',
      labels: ['wall', 'sky'],
      head: { kind: 'semantic', output: 'logits', layout: 'NCHW' },
      preprocessing: { width: 512, height: 512, resize: { mode: 'exact' } },
      notes: [expect.stringContaining('do_reduce_labels')],
    })
    expect(manifest).not.toHaveProperty('head.background')
  })

  it('knows its background by its name', async () => {
    await expect(
      read({
        'config.json': {
          architectures: ['MobileViTForSemanticSegmentation'],
          id2label: { 0: 'background', 1: 'cat' },
        },
        'preprocessor_config.json': {
          size: { shortest_edge: 544 },
          crop_size: { height: 512, width: 512 },
          do_center_crop: true,
          do_flip_channel_order: true,
        },
        'onnx/model.onnx': 'graph',
      }),
    ).resolves.toMatchObject({
      head: { kind: 'semantic', background: 0 },
      preprocessing: { colours: 'BGR', resize: { mode: 'shorter-side', shorterSide: 544 } },
    })
  })

  it('of depth opens as image to image, and says what is resized in another way', async () => {
    await expect(
      read({
        'config.json': { architectures: ['DPTForDepthEstimation'] },
        'preprocessor_config.json': {
          size: { height: 384, width: 384 },
          keep_aspect_ratio: true,
          image_mean: [0.5, 0.5, 0.5],
          image_std: [0.5, 0.5, 0.5],
        },
        'onnx/model.onnx': 'graph',
      }),
    ).resolves.toMatchObject({
      task: 'image-to-image',
      output: { name: 'predicted_depth', gives: 'depth' },
      preprocessing: { width: 384, mean: [0.5, 0.5, 0.5] },
      notes: [expect.stringContaining('keep_aspect_ratio')],
    })
  })

  it('of super-resolution fits any picture into one frame, whose size is a guess', async () => {
    const manifest = await read({
      'config.json': { architectures: ['Swin2SRForImageSuperResolution'] },
      'preprocessor_config.json': {
        do_rescale: true,
        rescale_factor: 1 / 255,
        do_pad: true,
        pad_size: 8,
      },
      'onnx/model.onnx': graphOf(
        { pixel_values: ['b', 3, 'h', 'w'] },
        { reconstruction: ['b', 3, 'H', 'W'] },
      ),
    })
    expect(manifest).toMatchObject({
      task: 'image-to-image',
      output: { name: 'reconstruction', layout: 'NCHW', gives: 'picture', white: 1 },
      preprocessing: {
        width: 256,
        height: 256,
        resize: { mode: 'fit', anchor: 'top-left', pad: 0 },
      },
    })
    expect(manifest.guessed).toEqual(
      expect.arrayContaining(['preprocessing.width', 'preprocessing.height']),
    )
  })
})

describe('a Hugging Face export of another kind', () => {
  it.each([
    ['DetrForObjectDetection', 'object-detection'],
    ['SegformerForSemanticSegmentation', 'image-segmentation'],
    ['Mask2FormerForUniversalSegmentation', 'image-segmentation'],
    ['DetrForSegmentation', 'image-segmentation'],
    ['ViTModel', 'feature-extraction'],
    ['BertForTokenClassification', undefined],
  ])('%s takes tensors and is recognised as %s', async (architecture, recognised) => {
    const manifest = await read({
      'config.json': { architectures: [architecture] },
      'onnx/model.onnx': graphOf({ x: [1, 4] }, { y: [1, 2] }),
    })
    expect(manifest).toMatchObject({ task: 'tensors', inputs: [{ name: 'x', dims: [1, 4] }] })
    expect(manifest.recognised).toBe(recognised)
    // Of those that have a page it is said what is in the way.
    const hasPage = /Object|Semantic/.test(architecture)
    expect(manifest.notes !== undefined).toBe(hasPage || recognised === undefined)
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
