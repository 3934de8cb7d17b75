import type {
  FeatureExtractionManifest,
  FillMaskManifest,
  TextClassificationManifest,
} from '../../../../protocol/manifest.ts'
import { textOf, textsOf, topKOf, type AskedOf, type EncoderManifest } from '../asked.ts'
import { jsLiteral } from '../literals.ts'
import { blocks, lines } from '../snippet.ts'
import { webSoftmax } from './classification.ts'
import { webHead, webLabels } from './program.ts'
import { tokenizerImport, webTokenizer } from './tokenizer.ts'

function program(asked: AskedOf<EncoderManifest>, constants: string, rest: string): string {
  const { tokenizer, maxTokens } = asked.manifest
  return blocks(
    lines(webHead(asked, [tokenizerImport]), constants),
    webTokenizer(tokenizer),
    running(maxTokens),
    rest,
  )
}

function running(maxTokens: number): string {
  return `
/** The tokens, cut where the model's reach ends: those of the text itself at their end. */
function tokensOf(text) {
  const fixed = session.inputMetadata.map(({ shape }) => shape[1]).find((side) => side > 0)
  const most = Math.min(${maxTokens}, fixed ?? Infinity)
  const ids = encode(text)
  if (ids.length <= most) return { ids, length: fixed ?? ids.length }
  const own = encode(text, false)
  const start = ids.findIndex((_, i) => own.every((id, k) => id === ids[i + k]))
  const kept = [...ids.slice(0, start), ...own.slice(0, most - (ids.length - own.length)), ...ids.slice(start + own.length)]
  return { ids: kept, length: fixed ?? most }
}

/** The rows of the output that has one of these names, else of the first one with so many axes. */
async function run({ ids, length }, names, axes) {
  const fill = (valueAt) => Array.from({ length }, (_, i) => valueAt(i))
  const pad = tokenizer.token_to_id('[PAD]') ?? tokenizer.token_to_id('<pad>') ?? 0
  const rows = {
    input_ids: fill((i) => ids[i] ?? pad),
    attention_mask: fill((i) => Number(i < ids.length)),
    input_mask: fill((i) => Number(i < ids.length)),
    token_type_ids: fill(() => 0),
    segment_ids: fill(() => 0),
    position_ids: fill((i) => i),
  }
  const feeds = {}
  for (const { name, type } of session.inputMetadata) {
    const row = session.inputNames.length === 1 ? rows.input_ids : rows[name.split(':')[0]]
    const arrays = { int32: Int32Array, float32: Float32Array, bool: Uint8Array }
    const data = type === 'int64' ? BigInt64Array.from(row, BigInt) : arrays[type].from(row)
    feeds[name] = new ort.Tensor(type, data, [1, length])
  }
  const floats = session.outputMetadata.filter(({ type }) => type === 'float32' || type === 'float16')
  const named = names.flatMap((wanted) => floats.filter(({ name }) => name.split(':')[0] === wanted))
  const [{ name }] = [...named, ...floats.filter(({ shape }) => shape.length === axes), ...floats]
  const { data, dims } = (await session.run(feeds, [name]))[name]
  const width = dims.at(-1)
  return Array.from({ length: data.length / width }, (_, i) => Array.from(data.subarray(i * width, (i + 1) * width), Number))
}
`
}

export function webTextClassification(asked: AskedOf<TextClassificationManifest>): string {
  const { labels, scores } = asked.manifest
  return program(
    asked,
    lines(`const text = ${jsLiteral(textOf(asked))}`, webLabels(labels)),
    lines(
      "const [scores] = await run(tokensOf(text), ['logits'], 2)",
      scores === 'softmax'
        ? webSoftmax
        : 'const probabilities = scores.map((score) => 1 / (1 + Math.exp(-score)))',
      'const names = labels.length === scores.length ? labels : scores.map((_, i) => `class_${i}`)',
      'const predictions = probabilities',
      '  .map((prob, i) => ({ class: names[i], prob }))',
      '  .sort((a, b) => b.prob - a.prob)',
      `  .slice(0, ${topKOf(asked)})`,
      'console.log(JSON.stringify({ predictions }, null, 2))',
    ),
  )
}

export function webFillMask(asked: AskedOf<FillMaskManifest>): string {
  return program(
    asked,
    lines(
      `const text = ${jsLiteral(textOf(asked))}`,
      `const mask = ${jsLiteral(asked.manifest.maskToken)}`,
    ),
    lines(
      'const tokens = tokensOf(text)',
      "const rows = await run(tokens, ['logits'], 3)",
      'const masks = tokens.ids.flatMap((token, place) => {',
      '  if (token !== tokenizer.token_to_id(mask)) return []',
      '  const scores = rows[place]',
      ...webSoftmax.split('\n').map((line) => `  ${line}`),
      '  const best = probabilities',
      '    .map((prob, id) => ({ id, prob }))',
      '    .sort((a, b) => b.prob - a.prob)',
      `    .slice(0, ${topKOf(asked)})`,
      '  return [best.map(({ id, prob }) => ({ class: decode([id]).trim() || tokenizer.id_to_token(id), prob }))]',
      '})',
      'console.log(JSON.stringify({ predictions: masks.length === 1 ? masks[0] : masks }, null, 2))',
    ),
  )
}

export function webFeatureExtraction(asked: AskedOf<FeatureExtractionManifest>): string {
  const { pooling, normalize } = asked.manifest
  const names =
    pooling === 'none'
      ? "['sentence_embedding', 'text_embeds', 'embeddings', 'pooler_output'], 2"
      : "['last_hidden_state', 'token_embeddings'], 3"
  const pooled = {
    mean: 'rows[0].map((_, k) => rows.slice(0, tokens.ids.length).reduce((sum, row) => sum + row[k], 0) / tokens.ids.length)',
    first: 'rows[0]',
    last: 'rows[tokens.ids.length - 1]',
    none: 'rows[0]',
  }[pooling]
  return program(
    asked,
    `const texts = ${jsLiteral(textsOf(asked))}`,
    lines(
      'const length = (vector) => Math.hypot(...vector)',
      'const vectors = []',
      'for (const text of texts) {',
      '  const tokens = tokensOf(text)',
      `  const rows = await run(tokens, ${names})`,
      `  const vector = ${pooling === 'mean' || pooling === 'last' ? `rows.length === 1 ? rows[0] : ${pooled}` : pooled}`,
      normalize
        ? '  vectors.push(vector.map((value) => value / length(vector)))'
        : '  vectors.push(vector)',
      '}',
      'const [a, b] = vectors',
      'const similarity = b && a.reduce((sum, value, i) => sum + value * b[i], 0) / (length(a) * length(b))',
      'console.log(JSON.stringify({ similarity, vectors }))',
    ),
  )
}
