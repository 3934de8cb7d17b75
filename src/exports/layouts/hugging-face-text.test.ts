import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const read = (files: Record<string, unknown>) =>
  readExport(memoryFolder({ 'tokenizer.json': '{}', 'onnx/model.onnx': 'graph', ...files }))

const classifier = {
  architectures: ['DistilBertForSequenceClassification'],
  id2label: { '1': 'POSITIVE', '0': 'NEGATIVE' },
  max_position_embeddings: 512,
}

describe('a Hugging Face export of a text classifier', () => {
  it('opens as one, with its labels and how long a text may be', async () => {
    const manifest = await read({ 'config.json': classifier, 'tokenizer_config.json': {} })
    expect(manifest).toMatchObject({
      task: 'text-classification',
      labels: ['NEGATIVE', 'POSITIVE'],
      scores: 'softmax',
      maxTokens: 512,
      tokenizer: { path: 'tokenizer.json', configPath: 'tokenizer_config.json' },
      reasons: [
        'text classification, because config.json says DistilBertForSequenceClassification',
        'one class holds (softmax)',
        'reads at most 512 tokens',
        'tokenizer from tokenizer.json',
      ],
      examples: [],
    })
    expect(manifest.guessed).toBeUndefined()
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'onnx/model.onnx',
      'tokenizer.json',
      'tokenizer_config.json',
    ])
  })

  it.each([
    [{ problem_type: 'multi_label_classification' }, 'sigmoid'],
    [{ problem_type: 'single_label_classification' }, 'softmax'],
    [{ id2label: { '0': 'LABEL_0' } }, 'sigmoid'],
  ])('with %j scores its classes by %s', async (more, scores) => {
    const manifest = await read({ 'config.json': { ...classifier, ...more } })
    expect(manifest).toMatchObject({ scores })
  })

  it('that was trained to give numbers says that they are no probabilities', async () => {
    const manifest = await read({ 'config.json': { ...classifier, problem_type: 'regression' } })
    expect(manifest.notes).toEqual([expect.stringContaining('no probabilities')])
  })

  it('without a tokenizer takes tensors, is recognised and says what is missing', async () => {
    const ids = [{ type: 'int64' }, 'b', 's'] as const
    const graph = graphOf({ input_ids: ids }, { logits: ['b', 2] })
    const folder = memoryFolder({ 'config.json': classifier, 'onnx/model.onnx': graph })
    await expect(readExport(folder)).resolves.toMatchObject({
      task: 'tensors',
      recognised: 'text-classification',
      notes: [expect.stringContaining('tokenizer.json')],
    })
    await expect(readExport(folder, { task: 'text-classification' })).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'tokenizer.json' },
    })
  })

  it('of sounds, which has the same name, takes tensors', async () => {
    const graph = graphOf({ input_values: ['b', 'n'] }, { logits: ['b', 2] })
    const manifest = await read({
      'config.json': { ...classifier, architectures: ['Wav2Vec2ForSequenceClassification'] },
      'preprocessor_config.json': {},
      'onnx/model.onnx': graph,
    })
    expect(manifest).toMatchObject({
      task: 'tensors',
      notes: [expect.stringContaining('no page for SequenceClassification')],
    })
    expect(manifest.recognised).toBeUndefined()
  })

  it('is read for another task where somebody knows better', async () => {
    const config = { ...classifier, architectures: ['BertForSomethingElse'] }
    const manifest = await read({
      'config.json': config,
      'vitrine.json': { task: 'text-classification' },
    })
    expect(manifest).toMatchObject({ labels: ['NEGATIVE', 'POSITIVE'], maxTokens: 512 })
  })

  it('gives the author’s word in place of its own', async () => {
    const author = {
      labels: ['bad', 'good'],
      scores: 'sigmoid',
      maxTokens: 100,
      examples: [{ title: 'One', text: 'A fine day', predictions: [{ class: 'good', prob: 0.9 }] }],
    }
    await expect(
      read({ 'config.json': classifier, 'vitrine.json': author }),
    ).resolves.toMatchObject(author)
    const wrong = { examples: [{ title: 'One', prompt: 'A fine day' }] }
    await expect(read({ 'config.json': classifier, 'vitrine.json': wrong })).rejects.toMatchObject({
      facts: { key: 'examples', problem: 'an example of this task needs “text”' },
    })
  })
})

describe('how long a text may be', () => {
  const maxTokens = async (files: Record<string, unknown>) => {
    const { max_position_embeddings: _, ...config } = classifier
    const manifest = await read({ 'config.json': config, ...files })
    return 'maxTokens' in manifest ? [manifest.maxTokens, manifest.guessed ?? []] : manifest.task
  }
  const positions = (more: object) => ({ 'config.json': { ...classifier, ...more } })

  it.each<[Record<string, unknown>, number, string[]]>([
    [{ 'tokenizer_config.json': { model_max_length: 256 } }, 256, []],
    [{ 'tokenizer_config.json': { model_max_length: 1e30 }, ...positions({}) }, 512, []],
    [{ 'tokenizer_config.json': { model_max_length: 4096 }, ...positions({}) }, 512, []],
    [{ 'tokenizer_config.json': { model_max_length: 'long' } }, 512, ['maxTokens']],
    [positions({ max_position_embeddings: 514, pad_token_id: 1 }), 512, []],
    [positions({ max_position_embeddings: 514, pad_token_id: 0 }), 514, []],
    [positions({ max_position_embeddings: 1000, pad_token_id: 1 }), 1000, []],
    [{}, 512, ['maxTokens']],
  ])('is told by %j', async (files, length, guessed) => {
    await expect(maxTokens(files)).resolves.toEqual([length, guessed])
  })

  it('is told by the graph where that fixes it', async () => {
    const ids = [{ type: 'int64' }, 1, 128] as const
    const graph = graphOf({ input_ids: ids }, { logits: [1, 2] })
    await expect(maxTokens({ 'onnx/model.onnx': graph })).resolves.toEqual([128, []])
  })
})

describe('a Hugging Face export that fills in masks', () => {
  const config = { architectures: ['RobertaForMaskedLM'], max_position_embeddings: 512 }

  it.each<[Record<string, unknown>, string]>([
    [{ 'tokenizer_config.json': { mask_token: '<mask>' } }, '<mask>'],
    [{ 'tokenizer_config.json': { mask_token: { content: '[M]', lstrip: true } } }, '[M]'],
    [{ 'special_tokens_map.json': { mask_token: { content: '<m>' } } }, '<m>'],
    [
      { 'tokenizer.json': { added_tokens: [{ content: '[PAD]' }, { content: '[MASK]' }] } },
      '[MASK]',
    ],
    [{ 'vitrine.json': { maskToken: '___' } }, '___'],
  ])('finds its mask in %j', async (files, maskToken) => {
    const manifest = await read({ 'config.json': config, ...files })
    expect(manifest).toMatchObject({ task: 'fill-mask', maskToken })
    expect(manifest.reasons).toContain(`${maskToken} stands for the word to be filled in`)
  })

  it('and has none takes tensors, and says what is missing', async () => {
    const ids = [{ type: 'int64' }, 'b', 's'] as const
    const files = {
      'config.json': config,
      'onnx/model.onnx': graphOf({ input_ids: ids }, { logits: ['b', 's', 100] }),
      'tokenizer_config.json': { mask_token: null },
    }
    await expect(read(files)).resolves.toMatchObject({
      task: 'tensors',
      recognised: 'fill-mask',
      notes: [expect.stringContaining('maskToken')],
    })
    await expect(read({ ...files, 'vitrine.json': { task: 'fill-mask' } })).rejects.toMatchObject({
      facts: { key: 'maskToken' },
    })
  })
})

describe('a Hugging Face export that gives vectors', () => {
  const config = { architectures: ['BertModel'], max_position_embeddings: 512 }
  const modules = [
    { type: 'sentence_transformers.models.Transformer', path: '' },
    { type: 'sentence_transformers.models.Pooling', path: '1_Pooling' },
    { type: 'sentence_transformers.models.Normalize', path: '2_Normalize' },
  ]
  const pooling = (mode: string) => ({
    word_embedding_dimension: 384,
    pooling_mode_cls_token: false,
    pooling_mode_mean_tokens: false,
    [`pooling_mode_${mode}`]: true,
    include_prompt: true,
  })

  it('pools as sentence-transformers’ files say', async () => {
    const manifest = await read({
      'config.json': config,
      'modules.json': modules,
      '1_Pooling/config.json': pooling('cls_token'),
      'sentence_bert_config.json': { max_seq_length: 256 },
      'vitrine.json': { examples: [{ title: 'Pets', texts: ['A cat', 'A dog'] }] },
    })
    expect(manifest).toMatchObject({
      task: 'feature-extraction',
      pooling: 'first',
      normalize: true,
      maxTokens: 256,
      examples: [{ title: 'Pets', texts: ['A cat', 'A dog'] }],
    })
    expect(manifest.reasons).toEqual(
      expect.arrayContaining([
        'a text’s vector is that of its first token, as 1_Pooling/config.json says',
        'vectors scaled to length 1',
      ]),
    )
    expect(manifest.guessed).toBeUndefined()
  })

  it.each([
    ['mean_tokens', 'mean'],
    ['lasttoken', 'last'],
  ])('knows %s as %s', async (mode, expected) => {
    const files = { 'config.json': config, '1_Pooling/config.json': pooling(mode) }
    await expect(read(files)).resolves.toMatchObject({ pooling: expected, normalize: false })
  })

  it('names a pooling that we do not have, and guesses', async () => {
    const files = { 'config.json': config, '1_Pooling/config.json': pooling('max_tokens') }
    await expect(read(files)).resolves.toMatchObject({
      pooling: 'mean',
      guessed: ['pooling'],
      notes: [expect.stringContaining('(max)')],
    })
  })

  it('takes the mean without a word, and says that this is a guess', async () => {
    await expect(read({ 'config.json': config })).resolves.toMatchObject({
      pooling: 'mean',
      normalize: false,
      guessed: ['pooling'],
    })
    await expect(
      read({ 'config.json': config, 'vitrine.json': { pooling: 'last', normalize: true } }),
    ).resolves.toMatchObject({ pooling: 'last', normalize: true })
  })

  it('of pictures, by the file that prepares them, takes tensors', async () => {
    const graph = graphOf({ pixel_values: ['b', 3, 8, 8] }, { last_hidden_state: ['b', 4, 8] })
    const manifest = await read({
      'config.json': { architectures: ['CLIPModel'] },
      'preprocessor_config.json': {},
      'onnx/model.onnx': graph,
    })
    expect(manifest).toMatchObject({ task: 'tensors', recognised: 'feature-extraction' })
    expect(manifest.notes).toBeUndefined()
  })
})
