import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  jsonValue,
  nat,
  oneof,
  record,
  type Arbitrary,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import { graphOf, memoryFolder } from '../testing/memory-folder.ts'
import { readExport } from './read-export.ts'

/** What is read from each file, as it should be. */
const good: Readonly<Record<string, readonly object[]>> = {
  'metadata.json': [
    { task_type: 'lm', input_shape: { schema: { max_seq_len: 8, vocab_size: 9 } } },
    {
      task_type: 'vision_classification',
      input_shape: { schema: { image_size: [3, 8, 8], channels_first: true } },
      output_shape: [1, 2],
    },
  ],
  'configs/task_spec.json': [
    {
      name: 'x',
      task_type: 'vision_classification',
      input_schema: { image_size: [3, 8, 8] },
      output_schema: { num_classes: 2 },
      preprocessing_config: { normalize: true, mean: [0, 0, 0], std: [1, 1, 1] },
    },
  ],
  'genai_config.json': [
    {
      model: {
        type: 'llama',
        context_length: 8,
        vocab_size: 9,
        eos_token_id: 1,
        decoder: {
          filename: 'model.onnx',
          inputs: { input_ids: 'x', past_sequence_length: 'p', total_sequence_length: 't' },
          outputs: { logits: 'y' },
        },
      },
      search: { do_sample: true, top_k: 5 },
    },
  ],
  'config.json': [
    { architectures: ['LlamaForCausalLM'], max_position_embeddings: 8, eos_token_id: [1] },
    { architectures: ['ViTForImageClassification'], id2label: { 0: 'a', 1: 'b' } },
    {
      architectures: ['BertForSequenceClassification'],
      id2label: { 0: 'a', 1: 'b' },
      problem_type: 'multi_label_classification',
      max_position_embeddings: 514,
      pad_token_id: 1,
    },
    { architectures: ['BertForMaskedLM'], max_position_embeddings: 8 },
    {
      architectures: ['T5ForConditionalGeneration'],
      model_type: 't5',
      is_encoder_decoder: true,
      n_positions: 8,
      decoder_start_token_id: 0,
      forced_bos_token_id: null,
    },
    {
      architecture: 'resnet18',
      label_names: ['a', 'b'],
      pretrained_cfg: { input_size: [3, 8, 8], crop_pct: 0.9, mean: [0, 0, 0], std: [1, 1, 1] },
    },
  ],
  'vitrine.json': [
    {
      task: 'image-classification',
      labels: ['a', 'b'],
      preprocessing: { width: 8, height: 8, mean: [0, 0, 0] },
      examples: [{ title: 'A', image: 'model.onnx', predictions: [{ class: 'a', prob: 1 }] }],
    },
    {
      task: 'object-detection',
      detection: { head: 'listed', boxes: 'y', scores: 'y', labels: 'y', confidence: 0.3 },
      preprocessing: { resize: 'fit', anchor: 'centre', pad: 114, colours: 'BGR', width: 8 },
    },
    {
      task: 'image-segmentation',
      segmentation: { head: 'instances', output: 'y', prototypes: 'y', strides: [8], iou: 0.5 },
      preprocessing: { resize: 'within', shorterSide: 8, longerSide: 9 },
    },
    {
      task: 'image-to-image',
      image: { output: 'y', gives: 'depth', white: 255 },
      examples: [{ title: 'A', image: 'model.onnx', expected: { logits: [1, 2], tolerance: 0.1 } }],
    },
    {
      task: 'text-classification',
      devices: { webgpu: 'model.onnx', wasm: 'onnx/model.onnx' },
      scores: 'sigmoid',
      maxTokens: 8,
      examples: [{ title: 'A', text: 'a', predictions: [{ class: 'a', prob: 1 }] }],
    },
    {
      task: 'feature-extraction',
      pooling: 'first',
      normalize: true,
      examples: [{ title: 'A', texts: ['a', 'b'] }],
    },
    { task: 'fill-mask', maskToken: '[MASK]', model: 'onnx/model.onnx' },
  ],
  'tokenizer_config.json': [
    {
      chat_template: [{ name: 'default', template: 'x' }],
      mask_token: { content: '<mask>' },
      model_max_length: 8,
    },
  ],
  'special_tokens_map.json': [{ mask_token: { content: '<mask>' } }],
  'chat_template.json': [{ chat_template: 'x' }],
  'modules.json': [
    [
      { type: 'sentence_transformers.models.Pooling', path: '1_Pooling' },
      { type: 'sentence_transformers.models.Normalize', path: '2_Normalize' },
    ],
  ],
  '1_Pooling/config.json': [{ pooling_mode_cls_token: true, pooling_mode_mean_tokens: false }],
  'sentence_bert_config.json': [{ max_seq_length: 8 }],
  'preprocessor_config.json': [
    {
      size: { shortest_edge: 8, longest_edge: 9 },
      image_mean: [0, 0, 0],
      image_std: [1, 1, 1],
      do_reduce_labels: true,
    },
    { size: { height: 8, width: 8 }, crop_size: 8, do_center_crop: true, rescale_offset: true },
  ],
  'generation_config.json': [
    { eos_token_id: [1], max_length: 8, top_k: 5, decoder_start_token_id: 0, random_seed: 1 },
  ],
}

/** What lies beside those that say nothing of the task themselves, one of these each time. */
const beside: readonly object[] = [
  { architectures: ['BertModel'], max_position_embeddings: 8 },
  { architectures: ['BertForMaskedLM'], max_position_embeddings: 8 },
  { architectures: ['LlamaForCausalLM'], max_position_embeddings: 8 },
  { architectures: ['T5ForConditionalGeneration'], is_encoder_decoder: true, pad_token_id: 0 },
]
const besidePictures: readonly object[] = [
  { architectures: ['ViTForImageClassification'], id2label: { 0: 'a', 1: 'b' } },
  { architectures: ['YolosForObjectDetection'], model_type: 'yolos' },
  { architectures: ['SegformerForSemanticSegmentation'] },
  { architectures: ['Swin2SRForImageSuperResolution'] },
]
const isBeside: ReadonlySet<string> = new Set([
  'tokenizer_config.json',
  'special_tokens_map.json',
  'chat_template.json',
  'modules.json',
  '1_Pooling/config.json',
  'sentence_bert_config.json',
  'generation_config.json',
  'preprocessor_config.json',
])
const values = [
  ...'lm|../x|model.onnx||{|a\u202eb'.split('|'),
  0,
  -1,
  4,
  1.5,
  1e300,
  null,
  true,
  [],
  {},
]

/** One value somewhere inside replaced, left out, or put into a list. */
const change = record({
  where: array(nat(), { minLength: 1, maxLength: 5 }),
  value: oneof(constantFrom<unknown>(...values), jsonValue({ maxDepth: 2 }), constant(undefined)),
})
type Change = typeof change extends Arbitrary<infer T> ? T : never

function changed(json: unknown, { where, value }: Change): unknown {
  const [first, ...rest] = where
  if (first === undefined || typeof json !== 'object' || json === null) return value
  const entries = Object.entries(json)
  if (entries.length === 0) return value
  const index = first % entries.length
  const next = entries.map(([key, old], at): [string, unknown] => [
    key,
    at === index ? changed(old, { where: rest, value }) : old,
  ])
  return Array.isArray(json) ? next.map(([, item]) => item) : Object.fromEntries(next)
}

const text = graphOf(
  { input_ids: [{ type: 'int64' }, 'b', 's'] },
  { last_hidden_state: ['b', 's', 8], logits: ['b', 's', 9] },
)

const finder = graphOf(
  { pixel_values: ['b', 3, 'h', 'w'] },
  { logits: ['b', 9, 3], pred_boxes: ['b', 9, 4] },
)

describe('an export whose JSON is not what it should be', () => {
  it.each(Object.keys(good))('opens, or says in a sentence what is wrong: %s', async (file) => {
    const graph = graphOf({ x: [1, 3, 8, 8] }, { y: [1, 2] })
    const seen = new Set<string>()
    const cases = constantFrom(...good[file]!)
    const isOfPictures = file === 'preprocessor_config.json'
    const configs = constantFrom(...(isOfPictures ? besidePictures : beside))
    const graphs = {
      'onnx/model.onnx': text,
      'onnx/encoder_model.onnx': text,
      'onnx/decoder_model_merged.onnx': text,
      'tokenizer.json': { model: { vocab: 7 } },
    }
    const isHandled = asyncProperty(cases, configs, change, async (...given) => {
      const [json, config, how] = given
      const folder = memoryFolder({
        'model.onnx': graph,
        ...(isOfPictures ? { 'onnx/model.onnx': finder } : graphs),
        ...(isBeside.has(file) && { 'config.json': config }),
        [file]: changed(json, how),
      })
      const error: unknown = await readExport(folder).then(
        () => undefined,
        (reason: unknown) => reason,
      )
      seen.add(error === undefined ? 'opened' : 'refused')
      if (error === undefined) return true
      if (!(error instanceof VitrineError)) throw error
      return !/undefined|\[object|NaN/.test(sentenceOf(error))
    })
    await expect(assert(isHandled, { seed: 20261120, numRuns: 300 })).resolves.toBeUndefined()
    // Else it would only have shown that everything, or nothing, is refused.
    expect([...seen].sort()).toEqual(['opened', 'refused'])
  })
})
