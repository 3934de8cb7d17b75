import type { OpenedModel } from '../protocol/calls.ts'
import type {
  FeatureExtractionManifest,
  FillMaskManifest,
  Manifest,
  TextClassificationManifest,
  TextGenerationManifest,
} from '../protocol/manifest.ts'
import type { ImageClassificationManifest } from '../protocol/picture-manifests.ts'
import type { RuntimeReport } from '../protocol/runtime.ts'
import type { Described } from '../protocol/source.ts'
import type {
  FeatureExtraction,
  FillMask,
  GenerationStep,
  TextClassification,
  TextGeneration,
} from '../protocol/tasks.ts'
import type { ImageClassification } from '../protocol/picture-tasks.ts'

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

export function buildReviews(
  parts: Partial<TextClassificationManifest> = {},
): TextClassificationManifest {
  return {
    ...base,
    id: 'reviews',
    title: 'Was it liked?',
    description: 'Tells a kind review from an unkind one.',
    base: 'models/reviews/',
    task: 'text-classification',
    tokenizer: { path: 'tokenizer.json' },
    maxTokens: 128,
    labels: ['negative', 'neutral', 'positive'],
    scores: 'softmax',
    examples: [
      {
        title: 'A kind one',
        text: 'A wonderful film.',
        predictions: [
          { class: 'positive', prob: 0.973 },
          { class: 'neutral', prob: 0.02 },
        ],
      },
      { title: 'An unkind one', text: 'I left before the end.' },
    ],
    ...parts,
  }
}

export function buildGaps(parts: Partial<FillMaskManifest> = {}): FillMaskManifest {
  return {
    ...base,
    id: 'gaps',
    title: 'Which word is missing?',
    description: 'Fills a gap in a sentence.',
    base: 'models/gaps/',
    task: 'fill-mask',
    tokenizer: { path: 'tokenizer.json' },
    maxTokens: 128,
    maskToken: '[MASK]',
    examples: [
      {
        title: 'A capital',
        text: 'Paris is the [MASK] of France.',
        predictions: [
          { class: 'capital', prob: 0.99 },
          { class: 'heart', prob: 0.002 },
        ],
      },
      { title: 'Two gaps', text: 'The [MASK] sat on the [MASK].' },
    ],
    ...parts,
  }
}

export function buildMeanings(
  parts: Partial<FeatureExtractionManifest> = {},
): FeatureExtractionManifest {
  return {
    ...base,
    id: 'meanings',
    title: 'Do they mean the same?',
    description: 'Compares two sentences.',
    base: 'models/meanings/',
    task: 'feature-extraction',
    tokenizer: { path: 'tokenizer.json' },
    maxTokens: 128,
    pooling: 'mean',
    normalize: true,
    examples: [
      { title: 'The same', texts: ['A man is eating.', 'Somebody eats.'] },
      { title: 'Not the same', texts: ['A man is eating.', 'The sky is blue.'] },
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
    prob: 0.612,
    candidates: [
      { id, token: text.replace(' ', 'Ġ'), text, prob: 0.612 },
      { id: 101, token: 'Ġwater', text: ' water', prob: 0.14 },
      { id: 102, token: 'Ġrocks', text: ' rocks', prob: 0.063 },
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
      { id: 110, token: '\n', text: '\n', prob: 0.5 },
      { id: 2, token: '</s>', text: '', prob: 0.3 },
      { id: 111, token: 'ĠHe', text: ' He', prob: 0.1 },
    ],
    promptTokens: 6,
    reusedTokens: 0,
    timing: { prefillMs: 12, decodeMs: 100, tokensPerSecond: 148, totalMs: 112 },
    traffic: {
      prefill: { bytesIn: 96, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
      decode: { bytesIn: 16 * pieces.length, bytesOut: 0, gpuBuffers: 0, gpuSubmits: 0 },
    },
    ...parts,
  }
}

const textRun = {
  tokens: { read: 7, cut: 0 },
  timing: { tokenizeMs: 0.3, runMs: 4.1, totalMs: 4.5, cold: false },
} as const

export function buildTextClassification(
  parts: Partial<TextClassification> = {},
): TextClassification {
  return {
    predictions: [
      { class: 'positive', prob: 0.924 },
      { class: 'neutral', prob: 0.051 },
      { class: 'negative', prob: 0.025 },
    ],
    ...textRun,
    ...parts,
  }
}

export function buildFillMask(parts: Partial<FillMask> = {}): FillMask {
  return {
    masks: [
      [
        { class: 'capital', prob: 0.924 },
        { class: 'centre', prob: 0.051 },
        { class: 'pride', prob: 0.013 },
      ],
    ],
    ...textRun,
    ...parts,
  }
}

export function buildFeatureExtraction(parts: Partial<FeatureExtraction> = {}): FeatureExtraction {
  return {
    vectors: [new Float32Array([0.6, 0.8]), new Float32Array([0.8, 0.6])],
    similarity: 0.96,
    timing: textRun.timing,
    tokens: [textRun.tokens, textRun.tokens],
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
    resampled: 'exact',
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
