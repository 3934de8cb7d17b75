import { describe, expect, it } from 'vitest'
import type { ExportFolder } from './folder.ts'
import { readExport } from './read-export.ts'

/** A folder in memory: a string is a file's text, anything else is JSON. */
function folder(contents: Record<string, unknown>): ExportFolder {
  const texts = new Map(
    Object.entries(contents).map(([path, content]) => [
      path,
      typeof content === 'string' ? content : JSON.stringify(content),
    ]),
  )
  return {
    id: 'demo',
    base: 'models/demo/',
    files: [...texts].map(([path, text]) => ({
      path,
      sizeBytes: text.length,
      sha256: `of ${path}`,
    })),
    readText: async (path) => texts.get(path) ?? '',
    open: async (path) => new Blob([texts.get(path) ?? '']),
  }
}

const metadata = {
  task_type: 'vision_classification',
  modality: 'vision',
  input_shape: { batch: 1, schema: { image_size: [3, 48, 32], channels_first: true } },
}
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

describe('a Transformer Builder export', () => {
  const files = { 'metadata.json': metadata, 'model.onnx': 'weights' }

  it('becomes an image classifier with the exporter’s own preprocessing', async () => {
    await expect(readExport(folder(files))).resolves.toMatchObject({
      id: 'demo',
      title: 'demo',
      task: 'image-classification',
      layout: 'transformer-builder',
      model: 'model.onnx',
      files: [{ path: 'model.onnx', sizeBytes: 7, sha256: 'of model.onnx' }],
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

  it('takes title, labels, normalisation and examples from vitrine.json', async () => {
    const author = {
      title: 'Pictures',
      labels: ['a', 'b'],
      preprocessing: { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] },
      examples: [{ title: 'One', image: 'one.jpg', predictions: [{ class: 'a', prob: 0.9 }] }],
    }
    const all = { ...files, 'vitrine.json': author, 'one.jpg': 'picture' }
    await expect(readExport(folder(all))).resolves.toMatchObject({
      title: 'Pictures',
      labels: ['a', 'b'],
      preprocessing: { mean: [0.5, 0.5, 0.5], width: 32 },
      examples: author.examples,
    })
  })

  it.each([
    ['labels.txt', 'cat\ndog\r\n'],
    ['labels.json', ['cat', 'dog']],
  ])('reads labels from %s', async (path, content) => {
    const author = { labels: path }
    const manifest = readExport(folder({ ...files, 'vitrine.json': author, [path]: content }))
    await expect(manifest).resolves.toMatchObject({ labels: ['cat', 'dog'] })
  })

  it.each([
    [{ labels: 'labels.txt' }, 'labels.txt'],
    [{ examples: [{ title: 'One', image: 'examples/one.jpg' }] }, 'examples/one.jpg'],
    [{ examples: [{ title: 'One', image: '../../secret.jpg' }] }, '../../secret.jpg'],
  ])(
    'names the file that vitrine.json speaks of and the folder lacks: %j',
    async (author, path) => {
      const manifest = readExport(folder({ ...files, 'vitrine.json': author }))
      await expect(manifest).rejects.toMatchObject({ code: 'export-incomplete', facts: { path } })
    },
  )

  it('says so when its task does not run yet', async () => {
    const lm = { ...metadata, task_type: 'lm' }
    await expect(readExport(folder({ ...files, 'metadata.json': lm }))).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining('“lm”') },
    })
  })
})

describe('a Hugging Face export', () => {
  const text = { 'config.json': llama, 'onnx/model.onnx': 'graph', 'tokenizer.json': '{}' }

  it('of a causal language model becomes text generation', async () => {
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
    await expect(readExport(folder(files))).resolves.toMatchObject({
      task: 'text-generation',
      layout: 'hugging-face',
      contextLength: 512,
      bosTokenId: 1,
      stopTokenIds: [2, 3],
      tokenizer: { path: 'tokenizer.json', configPath: 'tokenizer_config.json' },
      defaults: { temperature: 0.6, topK: 20 },
    })
  })

  it('is greedy when it says that it does not sample', async () => {
    const files = { ...text, 'generation_config.json': { do_sample: false, temperature: 1 } }
    await expect(readExport(folder(files))).resolves.toMatchObject({ defaults: { temperature: 0 } })
  })

  it('fetches the weights that lie beside the graph, and nothing else', async () => {
    const files = {
      ...text,
      'onnx/model.onnx_data': 'w',
      'onnx/model.onnx_data_1': 'w',
      'onnx/model_q4.onnx': 'q',
      'notes.txt': 'private',
    }
    const manifest = await readExport(folder(files))
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'onnx/model.onnx',
      'onnx/model.onnx_data',
      'onnx/model.onnx_data_1',
      'tokenizer.json',
    ])
  })

  it('without a tokenizer names what is missing', async () => {
    const { 'tokenizer.json': _, ...files } = text
    await expect(readExport(folder(files))).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'tokenizer.json' },
    })
  })

  it('of an image classifier sorts its labels by number and reads the image processor', async () => {
    const files = {
      'config.json': vit,
      'onnx/model.onnx': 'graph',
      'preprocessor_config.json': {
        size: { shortest_edge: 256 },
        resample: 3,
        do_center_crop: true,
        crop_size: { height: 224, width: 224 },
        image_mean: [0.485, 0.456, 0.406],
        image_std: [0.229, 0.224, 0.225],
      },
    }
    await expect(readExport(folder(files))).resolves.toMatchObject({
      task: 'image-classification',
      labels: ['cat', 'dog', 'frog', 'ship'],
      preprocessing: {
        width: 224,
        height: 224,
        resize: { mode: 'shorter-side', shorterSide: 256 },
        filter: 'bicubic',
        mean: [0.485, 0.456, 0.406],
      },
    })
  })

  it('names a preprocessing step that we do not have instead of leaving it out', async () => {
    const files = {
      'config.json': vit,
      'onnx/model.onnx': 'graph',
      'preprocessor_config.json': { size: 224, crop_pct: 0.875 },
    }
    await expect(readExport(folder(files))).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining('crop_pct') },
    })
  })
})

describe('a folder that only vitrine.json describes', () => {
  it('opens when task and model are named', async () => {
    const author = {
      task: 'image-classification',
      model: 'net.onnx',
      preprocessing: { width: 224, height: 224, shorterSide: 256, filter: 'bilinear' },
    }
    const manifest = readExport(folder({ 'vitrine.json': author, 'net.onnx': 'w' }))
    await expect(manifest).resolves.toMatchObject({
      layout: 'vitrine',
      model: 'net.onnx',
      preprocessing: { resize: { mode: 'shorter-side', shorterSide: 256 }, filter: 'bilinear' },
    })
  })

  it.each([
    [{ task: 'image-classification' }, 'model'],
    [{ model: 'net.onnx' }, 'task'],
    [{ task: 'image-classification', model: 'net.onnx' }, 'preprocessing'],
    [{ colour: 'red' }, 'The file'],
    [{ task: 'poetry', model: 'net.onnx' }, 'task'],
    [{ title: 7 }, 'title'],
    [{ generation: { temperature: -1 } }, 'generation.temperature'],
    [{ examples: [{ title: 'x', image: 3 }] }, 'examples.0.image'],
  ])('%j is refused with the key “%s”', async (author, key) => {
    const manifest = readExport(folder({ 'vitrine.json': author, 'net.onnx': 'w' }))
    await expect(manifest).rejects.toMatchObject({ code: 'export-invalid', facts: { key } })
  })

  it('that is not JSON is named', async () => {
    await expect(readExport(folder({ 'vitrine.json': '{' }))).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { file: 'vitrine.json', problem: 'it is not JSON' },
    })
  })
})

describe('any other folder', () => {
  it('is refused with the names of the files that would have told', async () => {
    await expect(readExport(folder({ 'photo.jpg': '' }))).rejects.toMatchObject({
      code: 'export-unrecognised',
      facts: { name: 'demo', expected: 'metadata.json, config.json, vitrine.json' },
    })
  })
})
