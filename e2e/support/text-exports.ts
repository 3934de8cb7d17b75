/** Exports of text models so small that what they say can be worked out by hand. */
import { float32s, int64s, onnxModel } from '../../src/testing/onnx-writer.ts'
import type { Files } from './made-exports.ts'

export const vocabulary = ['[PAD]', '[UNK]', '[CLS]', '[SEP]', '[MASK]', 'good', 'bad', 'film', 'a']

/** Words between spaces, in a "[CLS]" and a "[SEP]". */
const tokenizer = JSON.stringify({
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: vocabulary.slice(0, 5).map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: null,
  pre_tokenizer: { type: 'Whitespace' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: null,
  model: {
    type: 'WordLevel',
    vocab: Object.fromEntries(vocabulary.map((token, id) => [token, id])),
    unk_token: '[UNK]',
  },
})

/** A row of numbers for each token; zeros where none are given. */
type Rows = Readonly<Record<string, readonly number[]>>

const usualInputs = ['input_ids', 'attention_mask'].map((name) => ({
  name,
  type: 'int64',
  dims: ['batch', 'tokens'],
}))

/** The rows of a text's tokens; `isSummed`: their sum. */
function tableModel(output: string, rows: Rows, isSummed = false): Uint8Array {
  const width = Object.values(rows)[0]!.length
  const table = vocabulary.flatMap((token) => rows[token] ?? Array<number>(width).fill(0))
  const gathered = isSummed ? 'rows' : output
  return onnxModel({
    inputs: usualInputs,
    outputs: [{ name: output, dims: isSummed ? ['batch', width] : ['batch', 'tokens', width] }],
    nodes: [
      { op: 'Gather', inputs: ['table', 'input_ids'], outputs: [gathered] },
      ...(isSummed
        ? [
            {
              op: 'ReduceSum',
              inputs: ['rows', 'axes'],
              outputs: [output],
              attributes: { keepdims: { int: 0 } },
            },
          ]
        : []),
    ],
    initialisers: [
      { name: 'table', dims: [vocabulary.length, width], raw: float32s(table) },
      ...(isSummed ? [{ name: 'axes', type: 'int64', dims: [1], raw: int64s([1]) }] : []),
    ],
  })
}

function folder(architecture: string, model: Uint8Array, more: object = {}): Files {
  const config = { model_type: 'bert', architectures: [architecture], max_position_embeddings: 16 }
  return {
    'config.json': JSON.stringify({ ...config, ...more }),
    'tokenizer.json': tokenizer,
    'onnx/model.onnx': model,
  }
}

/** Counts good and bad words: each is worth two logits. */
export function moodExport(): Files {
  const model = tableModel('logits', { good: [0, 2], bad: [2, 0] }, true)
  const labels = { id2label: { 0: 'NEGATIVE', 1: 'POSITIVE' } }
  return folder('BertForSequenceClassification', model, labels)
}

/** In a gap it sees "good" before "bad" before "film", whatever stands around it. */
export function gapExport(): Files {
  const scores: Record<string, number> = { good: 3, bad: 2, film: 1 }
  const row = vocabulary.map((token) => scores[token] ?? -20)
  return folder('BertForMaskedLM', tableModel('logits', { '[MASK]': row }))
}

/** "good" points up, "bad" down, "film" to the side; "[CLS]" and "[SEP]" nowhere. */
export function meaningExport(): Files {
  const rows = { good: [0, 1], bad: [0, -1], film: [1, 0] }
  return {
    ...folder('BertModel', tableModel('last_hidden_state', rows)),
    'modules.json': JSON.stringify([
      { idx: 0, name: '0', path: '', type: 'sentence_transformers.models.Transformer' },
      { idx: 1, name: '1', path: '1_Pooling', type: 'sentence_transformers.models.Pooling' },
    ]),
    '1_Pooling/config.json': JSON.stringify({ pooling_mode_mean_tokens: true }),
  }
}
