/** Exports that bring texts of one's choice to every place where a page shows some. */
import { float32s, int64s, onnxModel } from '../../src/testing/onnx-writer.ts'
import type { DroppedFile } from './drop-files.ts'
import { greyPng } from './png.ts'

const json = (value: unknown) => new TextEncoder().encode(JSON.stringify(value))

/** softmax(-(i - c)²) over the classes i: c goes with how bright the picture is, so that every class has its turn. */
function brightnessModel(classes: number, metadata: Readonly<Record<string, string>> = {}) {
  return onnxModel({
    metadata,
    inputs: [{ name: 'picture', dims: [1, 3, 8, 8] }],
    outputs: [{ name: 'scores', dims: [1, classes] }],
    nodes: [
      {
        op: 'ReduceMean',
        inputs: ['picture'],
        outputs: ['mean'],
        attributes: { keepdims: { int: 1 } },
      },
      { op: 'Flatten', inputs: ['mean'], outputs: ['one'] },
      { op: 'Mul', inputs: ['one', 'last'], outputs: ['c'] },
      { op: 'Sub', inputs: ['c', 'range'], outputs: ['d'] },
      { op: 'Mul', inputs: ['d', 'd'], outputs: ['e'] },
      { op: 'Neg', inputs: ['e'], outputs: ['n'] },
      { op: 'Softmax', inputs: ['n'], outputs: ['scores'], attributes: { axis: { int: 1 } } },
    ],
    initialisers: [
      { name: 'last', dims: [1], raw: float32s([classes - 1]) },
      { name: 'range', dims: [1, classes], raw: float32s(range(classes)) },
    ],
  })
}

/** Pictures for which the classes come first, ten at a time, all of them. */
export function brightnesses(
  classes: number,
): { name: string; mimeType: string; buffer: Buffer }[] {
  const count = Math.ceil(classes / 9)
  return range(count).map((i) => ({
    name: `grey-${i}.png`,
    mimeType: 'image/png',
    buffer: greyPng(Math.round((255 * Math.min(i * 9 + 4, classes - 1)) / (classes - 1))),
  }))
}

/** An image classifier whose author names the classes. */
export function labelledExport(texts: readonly string[]): DroppedFile[] {
  return [
    { name: 'model.onnx', bytes: brightnessModel(texts.length) },
    { name: 'vitrine.json', bytes: json({ labels: texts, output: 'probabilities' }) },
  ]
}

/** One whose metadata do, as Ultralytics writes them. */
export function ultralyticsExport(texts: readonly string[]): DroppedFile[] {
  const names = texts.map((text, index) => `${index}: ${JSON.stringify(text)}`).join(', ')
  const metadata = { task: 'classify', imgsz: '[8, 8]', stride: '1', names: `{${names}}` }
  return [{ name: 'yolo.onnx', bytes: brightnessModel(texts.length, metadata) }]
}

/** Everything in the file that has a name has one of these. */
export function namedModel(texts: readonly string[]): Uint8Array {
  const half = Math.ceil(texts.length / 2)
  const [keys, values] = [texts.slice(0, half), texts.slice(half)]
  return onnxModel({
    producer: texts[0] ?? '',
    producerVersion: texts[1] ?? '',
    description: texts.join('\n').slice(0, 5000),
    name: texts[2] ?? '',
    metadata: Object.fromEntries(keys.map((key, index) => [key, values[index] ?? ''])),
    inputs: [{ name: 'x', dims: [1] }],
    outputs: [{ name: 'y', dims: [1] }],
    nodes: [{ op: 'Sum', inputs: ['x', ...texts.map((name) => `w ${name}`)], outputs: ['y'] }],
    initialisers: texts.map((name) => ({ name: `w ${name}`, dims: [1], raw: float32s([0]) })),
  })
}

/** Where the runtime would end a name. */
export const hasZero = (text: string) => text.includes('\0')

/** As many inputs, outputs and open sizes as there are texts. */
export function mirrorModel(texts: readonly string[]): Uint8Array {
  return onnxModel({
    inputs: texts.map((name) => ({ name, dims: [`size ${name}`] })),
    outputs: texts.map((name) => ({ name: `out ${name}`, dims: [`size ${name}`] })),
    nodes: texts.map((name) => ({ op: 'Neg', inputs: [name], outputs: [`out ${name}`] })),
  })
}

/** After which it says all others. */
export const firstWord = '☞'

/** A language model that says its vocabulary from the first word to the last. */
export function recitingExport(texts: readonly string[]): DroppedFile[] {
  const words = [firstWord, ...texts]
  const { length } = words
  const bytes = onnxModel({
    inputs: [{ name: 'input_ids', type: 'int64', dims: [1, 'sequence'] }],
    outputs: [{ name: 'logits', dims: [1, 'sequence', length] }],
    nodes: [
      { op: 'Cast', inputs: ['input_ids'], outputs: ['f'], attributes: { to: { int: 1 } } },
      { op: 'Unsqueeze', inputs: ['f', 'axis'], outputs: ['u'] },
      { op: 'Sub', inputs: ['u', 'before'], outputs: ['d'] },
      { op: 'Mul', inputs: ['d', 'd'], outputs: ['e'] },
      { op: 'Neg', inputs: ['e'], outputs: ['logits'] },
    ],
    initialisers: [
      { name: 'axis', type: 'int64', dims: [1], raw: int64s([2]) },
      { name: 'before', dims: [length], raw: float32s(range(length).map((id) => id - 1)) },
    ],
  })
  const vocab = Object.fromEntries(words.map((word, id) => [word, id]))
  const tokenizer = {
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: null,
    post_processor: null,
    decoder: { type: 'Fuse' },
    model: { type: 'BPE', unk_token: words[0], vocab, merges: [] },
  }
  const [title, description, licence, measured] = texts
  const examples = texts.map((text, index) => ({ title: `${index} ${text}`, prompt: text, text }))
  return [
    { name: 'model.onnx', bytes },
    { name: 'tokenizer.json', bytes: json(tokenizer) },
    { name: 'vitrine.json', bytes: json({ title, description, licence, measured, examples }) },
  ]
}

function range(count: number): number[] {
  return Array.from({ length: count }, (_, i) => i)
}
