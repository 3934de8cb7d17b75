import type { OpenedModel } from '../protocol/calls.ts'
import type {
  ImageClassificationManifest,
  Manifest,
  TextGenerationManifest,
} from '../protocol/manifest.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import type { Described } from '../protocol/source.ts'
import type { GenerationStep, ImageClassification, TextGeneration } from '../protocol/tasks.ts'

const base = {
  layout: 'hugging-face',
  reasons: ['vitrine.json says so'],
  files: [
    { path: 'model.onnx', sizeBytes: 3_300_000, sha256: 'ab'.repeat(32) },
    { path: 'tokenizer.json', sizeBytes: 50_000 },
  ],
  model: 'model.onnx',
} as const

export function buildStories(parts: Partial<TextGenerationManifest> = {}): TextGenerationManifest {
  return {
    ...base,
    id: 'stories',
    title: 'A story, word by word',
    description: 'Begin a sentence; a small language model goes on.',
    base: 'models/stories/',
    task: 'text-generation',
    tokenizer: { path: 'tokenizer.json' },
    contextLength: 512,
    stopTokenIds: [2],
    defaults: {
      maxNewTokens: 64,
      temperature: 0.7,
      topK: 40,
      topP: 0.95,
      repetitionPenalty: 1,
      seed: 7,
    },
    examples: [
      { title: 'A little fish', prompt: 'One day, a little fish', text: ' swam near the shore.' },
      { title: 'A red ball', prompt: 'Tom had a red ball', settings: { seed: 11 } },
    ],
    ...parts,
  }
}

export function buildPictures(
  parts: Partial<ImageClassificationManifest> = {},
): ImageClassificationManifest {
  return {
    ...base,
    id: 'pictures',
    title: 'What is in this picture?',
    description: 'A small network that tells ten things apart.',
    measured: '88.8 % top-1 on its test set',
    base: 'models/pictures/',
    task: 'image-classification',
    preprocessing: {
      width: 32,
      height: 32,
      resize: { mode: 'exact' },
      filter: 'bicubic',
      channels: 3,
      layout: 'NCHW',
      rescale: 1 / 255,
      mean: [0, 0, 0],
      std: [1, 1, 1],
    },
    labels: ['cat', 'dog', 'bird'],
    output: 'logits',
    examples: [
      {
        title: 'Ship',
        image: 'examples/ship.png',
        predictions: [
          { class: 'ship', prob: 0.961 },
          { class: 'truck', prob: 0.02 },
        ],
      },
      { title: 'Frog', image: 'examples/frog.png', predictions: [{ class: 'frog', prob: 0.88 }] },
    ],
    ...parts,
  }
}

/** An export that was opened from this device: pictures, unless a manifest says otherwise. */
export function buildDescribed({
  manifest = buildPictures({
    id: 'vision',
    title: 'Vision',
    description: 'Exported by Transformer Builder.',
    base: 'local:vision/',
    layout: 'transformer-builder',
    reasons: [
      'image classification, because metadata.json says vision_classification',
      '32 × 32 RGB',
    ],
    examples: [],
  }),
  ...parts
}: Partial<Described> = {}): Described {
  return { manifest, models: [manifest.model], author: {}, ...parts }
}

export function buildDemos(): readonly Manifest[] {
  return [buildPictures(), buildStories()]
}

export function buildOpened({
  runtime,
  ...parts
}: Partial<Omit<OpenedModel, 'runtime'>> & {
  runtime?: Partial<RuntimeReport>
} = {}): OpenedModel {
  return {
    verified: true,
    sizeBytes: 3_350_000,
    loadMs: 812,
    model: { path: 'model.onnx' },
    kept: { where: 'opfs' },
    runtime: {
      requested: 'auto',
      provider: 'wasm',
      threads: 2,
      reasons: ['no-webgpu-api'],
      build: 'cpu',
      ...runtime,
    },
    ...parts,
  }
}

/** A step that wrote `text`, which the model held for 61.2 % likely. */
export function buildStep(text: string, index = 0): GenerationStep {
  const id = 200 + index
  return {
    index,
    text,
    id,
    token: text.replace(' ', 'Ġ'),
    candidates: [
      { id, text, prob: 0.612 },
      { id: 101, text: ' water', prob: 0.14 },
      { id: 102, text: ' rocks', prob: 0.063 },
    ],
    tokensPerSecond: 4,
  }
}

/** A finished generation of these pieces. */
export function buildGeneration(
  pieces: readonly string[],
  parts: Partial<TextGeneration> = {},
): TextGeneration {
  return {
    text: pieces.join(''),
    tokens: pieces,
    ids: pieces.map((_, index) => 200 + index),
    finishReason: 'stop',
    contextFull: false,
    candidates: [
      { id: 110, text: '\n', prob: 0.5 },
      { id: 2, text: '', prob: 0.3 },
      { id: 111, text: ' He', prob: 0.1 },
    ],
    promptTokens: 6,
    timing: { prefillMs: 12, decodeMs: 100, tokensPerSecond: 148, totalMs: 112 },
    ...parts,
  }
}

export function buildClassification(parts: Partial<ImageClassification> = {}): ImageClassification {
  return {
    predictions: [
      { class: 'cat', prob: 0.924 },
      { class: 'dog', prob: 0.051 },
      { class: 'bird', prob: 0.013 },
    ],
    image: { format: 'JPEG', width: 640, height: 480, animated: false },
    timing: {
      decodeMs: 2.1,
      preprocessMs: 0.4,
      runMs: 3.8,
      postprocessMs: 0.1,
      totalMs: 6.5,
      cold: true,
    },
    ...parts,
  }
}
