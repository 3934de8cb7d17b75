/** One of everything that code can be asked for, with a text in every place that a stranger fills in. */
import type { ImagePreprocessing, ResizeRule } from '../core/pixels/preprocess.ts'
import type { GenerationSettings, Manifest, TensorsManifest } from '../protocol/manifest.ts'
import type { DetectionHead } from '../protocol/picture-manifests.ts'
import type { TableFeeding, TableStep } from '../protocol/table-manifests.ts'
import type { LoggedRun } from '../queries/run-log.ts'
import { buildGaps, buildMeanings, buildPictures, buildReviews, buildStories } from './builders.ts'
import { buildDetector } from './detection-builders.ts'
import { buildPainter, buildSegmenter } from './segmentation-builders.ts'
import { buildHouse, buildPenguins } from './table-builders.ts'

export interface BuiltAsked {
  readonly manifest: Manifest
  readonly run: LoggedRun | undefined
  readonly site: string
  readonly isLocal: boolean
}

export const resizeRules: readonly ResizeRule[] = [
  { mode: 'exact' },
  { mode: 'shorter-side', shorterSide: 36 },
  { mode: 'shorter-side', shorterSide: 37, rounding: 'transformers' },
  { mode: 'shorter-side', shorterSide: 20 },
  { mode: 'fit', anchor: 'centre', pad: 114 },
  { mode: 'fit', anchor: 'top-left', pad: 0 },
  { mode: 'within', shorterSide: 30, longerSide: 41 },
  { mode: 'within', shorterSide: 30, longerSide: 333 },
]

function heads(text: string): readonly DetectionHead[] {
  const yolo = { kind: 'yolo', output: text, axes: 'values-first', objectness: false } as const
  return [
    yolo,
    { ...yolo, axes: 'boxes-first', objectness: true, strides: [8, 16, 32] },
    { kind: 'end-to-end', output: text },
    { kind: 'detr', logits: text, boxes: text, scores: 'softmax' },
    { kind: 'detr', logits: text, boxes: text, scores: 'sigmoid' },
    { kind: 'ssd', scores: text, boxes: text },
    {
      kind: 'listed',
      boxes: text,
      scores: text,
      labels: text,
      order: 'yxyx',
      unit: 'relative',
      firstLabel: 1,
    },
    { kind: 'fastest-det', output: text },
    { kind: 'yunet' },
    { kind: 'blaze-face', scores: [text], boxes: [text] },
  ]
}

const steps = (feature: string): readonly TableStep[] => [
  { kind: 'impute', feature, value: 1 },
  { kind: 'clip', feature, min: 0 },
  { kind: 'log1p', feature },
  { kind: 'scale', feature, mean: 0.5, scale: 2 },
  { kind: 'ordinal', feature, choices: [feature, 2, true] },
  { kind: 'one-hot', feature, choices: [feature, 'b'] },
]

function feedings(input: string): readonly TableFeeding[] {
  return [
    { kind: 'matrix', input, type: 'float32' },
    {
      kind: 'columns',
      inputs: [
        { input, type: 'string', rank: 2 },
        { input: `${input}2`, type: 'int64', rank: 1 },
      ],
    },
  ]
}

function pictures(text: string): readonly Manifest[] {
  const base = buildPictures().preprocessing
  const ways: readonly ImagePreprocessing[] = [
    ...resizeRules.map((resize) => ({ ...base, resize })),
    { ...base, channels: 1, layout: 'NHWC', rescale: 1, mean: [3], std: [0.1] },
    { ...base, colours: 'BGR', filter: 'nearest', background: [1, 2, 3], mean: [0.4, 0.5, 0.6] },
  ]
  const examples = [{ title: text, image: text }]
  const boxes = {
    kind: 'yolo',
    output: text,
    axes: 'values-first',
    objectness: false,
    coefficients: 32,
  } as const
  return [
    ...ways.map((preprocessing) => buildPictures({ preprocessing, labels: [text], examples })),
    buildPictures({ scores: 'sigmoid', labels: Array<string>(40).fill(text) }),
    buildPictures({ output: 'probabilities' }),
    ...heads(text).map((head) => buildDetector({ head, labels: [text], examples })),
    buildSegmenter({ head: { kind: 'semantic', output: text, layout: 'NHWC' }, labels: [text] }),
    buildSegmenter({
      head: { kind: 'matte', output: text, layout: 'NCHW', activation: 'sigmoid' },
    }),
    buildSegmenter({ head: { kind: 'instances', boxes, prototypes: text }, labels: [text] }),
    buildPainter({ output: { ...buildPainter().output, name: text, colours: 'BGR' } }),
    buildPainter({
      output: { ...buildPainter().output, name: text, gives: 'depth', layout: 'NHWC' },
    }),
  ]
}

function texts(text: string): readonly Manifest[] {
  const tokenizer = { path: text, configPath: text }
  const drawn: Partial<GenerationSettings> = {
    temperature: 0.7,
    topK: 0,
    topP: 0.9,
    repetitionPenalty: 1.2,
  }
  const examples = [{ title: text, prompt: text, text }]
  return [
    buildStories({ tokenizer, examples, bosTokenId: 1 }),
    buildStories({
      tokenizer: { vocabularySize: 101 },
      defaults: { ...buildStories().defaults, ...drawn, temperature: 0 },
      examples: [],
    }),
    buildStories({
      encoder: { model: text, startTokenId: 3, forcedTokenId: 4, neverTokenIds: [5] },
      decoder: { inputIds: text, logits: text, past: 'past_%d', present: 'present_%d' },
      examples: [{ title: text, prompt: text, settings: drawn }],
    }),
    buildReviews({ tokenizer, labels: [text], examples: [{ title: text, text }] }),
    buildReviews({ scores: 'sigmoid' }),
    buildGaps({ tokenizer, maskToken: text, examples: [] }),
    ...(['mean', 'first', 'last', 'none'] as const).map((pooling) =>
      buildMeanings({ pooling, normalize: true, examples: [{ title: text, texts: [text, text] }] }),
    ),
  ]
}

function tables(text: string): readonly Manifest[] {
  const features = [
    { name: text, kind: 'text' },
    { name: `${text}2`, kind: 'number' },
  ] as const
  const classes = { features, labels: [text], label: text, probabilities: text, examples: [] }
  return [
    ...feedings(text).map((feeding) => buildPenguins({ ...classes, feeding, batch: 2 })),
    buildPenguins({ ...classes, steps: steps(text), zipMap: { tensor: text, output: text } }),
    buildPenguins({
      features,
      labels: [],
      examples: [{ title: text, features: { [text]: text } }],
    }),
    buildHouse({ features, output: text, targets: [{ name: text }, { name: 'b' }] }),
  ]
}

export function buildTensors(
  parts: Pick<TensorsManifest, 'inputs' | 'outputs'> & Partial<TensorsManifest>,
): TensorsManifest {
  const { labels: _, output: __, preprocessing: ___, examples: ____, ...base } = buildPictures()
  return { ...base, task: 'tensors', ...parts }
}

function tensors(text: string): readonly TensorsManifest[] {
  const types = ['float32', 'int64', 'bool', 'string', 'float16', 'bfloat16']
  const inputs = types.map((type, i) => ({
    name: `${text}${i}`,
    type,
    dims: ['n', 2],
    isTensor: true,
  }))
  return [buildTensors({ inputs, outputs: [{ ...inputs[0]!, name: text }] })]
}

/** @param text the text in every place; a plain one gives models that could be */
export function everyAsked(text: string): readonly BuiltAsked[] {
  const all = [...pictures(text), ...texts(text), ...tables(text), ...tensors(text)]
  const titled = all.map((manifest) => ({
    ...manifest,
    id: text,
    title: text,
    model: text,
    files: [{ path: text }, { path: `${text}.data` }],
  }))
  const site = 'https://example.org/demos/'
  return titled.flatMap((manifest) => [
    { manifest, run: undefined, site, isLocal: false },
    { manifest, run: runOf(manifest, text), site, isLocal: true },
  ])
}

/** A run of it, for tasks whose input has something to say. */
function runOf(manifest: Manifest, text: string): LoggedRun | undefined {
  const made = (input: LoggedRun['input']): LoggedRun => ({
    manifest,
    runtime: 'wasm',
    input,
    outcome: { status: 'failed', error: new Error('not run') as never },
  })
  switch (manifest.task) {
    case 'text-generation': {
      const messages = [{ role: 'user', content: text }] as const
      const said = manifest.encoder === undefined && 'path' in manifest.tokenizer ? messages : text
      return made({ prompt: said, settings: manifest.defaults })
    }
    case 'tensors': {
      const list = manifest.inputs.map(({ name, type }) => [
        name,
        { type, dims: [2], data: [text, 'NaN'] },
      ])
      return made({ tensors: Object.fromEntries(list) as never })
    }
    case 'tabular-classification':
      return made({ kind: 'rows', rows: [{ [text]: text, [`${text}2`]: null }] })
    case 'image-classification':
      return made({
        image: Object.assign(new Blob(), { name: text }),
        topK: 7,
        preprocessing: { filter: 'box' },
      })
    default:
      return undefined
  }
}
