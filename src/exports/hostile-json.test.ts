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
        decoder: { filename: 'model.onnx', inputs: { input_ids: 'x' }, outputs: { logits: 'y' } },
      },
      search: { do_sample: true, top_k: 5 },
    },
  ],
  'config.json': [
    { architectures: ['LlamaForCausalLM'], max_position_embeddings: 8, eos_token_id: [1] },
    { architectures: ['ViTForImageClassification'], id2label: { 0: 'a', 1: 'b' } },
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
  ],
}
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

describe('an export whose JSON is not what it should be', () => {
  it.each(Object.keys(good))('opens, or says in a sentence what is wrong: %s', async (file) => {
    const graph = graphOf({ x: [1, 3, 8, 8] }, { y: [1, 2] })
    const seen = new Set<string>()
    const isHandled = asyncProperty(constantFrom(...good[file]!), change, async (json, how) => {
      const folder = memoryFolder({
        [file]: changed(json, how),
        'model.onnx': graph,
        'tokenizer.json': { model: { vocab: 7 } },
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
