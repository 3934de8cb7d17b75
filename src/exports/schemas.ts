/** The schema of `vitrine.json`, and how a breach of any schema becomes a sentence. */
import * as z from 'zod/mini'
import { VitrineError } from '../protocol/errors.ts'

const filters = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const
const tasks = [
  'text-generation',
  'text-classification',
  'fill-mask',
  'feature-extraction',
  'image-classification',
  'object-detection',
  'image-segmentation',
  'image-to-image',
  'tabular-classification',
  'tabular-regression',
  'tensors',
] as const
const fraction = z.number().check(z.minimum(0), z.maximum(1))
export const count = z.int().check(z.minimum(1))

const predictionSchema = z.strictObject({ class: z.string(), prob: fraction })

const generationSchema = z.strictObject({
  maxNewTokens: z.exactOptional(count),
  temperature: z.exactOptional(z.number().check(z.minimum(0), z.maximum(5))),
  topK: z.exactOptional(z.int().check(z.minimum(0))),
  topP: z.exactOptional(fraction),
  repetitionPenalty: z.exactOptional(z.number().check(z.positive())),
  seed: z.exactOptional(z.int().check(z.minimum(0), z.maximum(0xffff_ffff))),
})

const layout = z.exactOptional(z.enum(['NCHW', 'NHWC']))
const colours = z.exactOptional(z.enum(['RGB', 'BGR']))
const byte = z.int().check(z.minimum(0), z.maximum(255))
const index = z.int().check(z.minimum(0))

const preprocessingSchema = z.strictObject({
  width: z.exactOptional(count),
  height: z.exactOptional(count),
  resize: z.exactOptional(z.enum(['exact', 'shorter-side', 'fit', 'within'])),
  shorterSide: z.exactOptional(count),
  longerSide: z.exactOptional(count),
  rounding: z.exactOptional(z.enum(['torchvision', 'transformers', 'nearest', 'down'])),
  anchor: z.exactOptional(z.enum(['centre', 'top-left'])),
  pad: z.exactOptional(byte),
  filter: z.exactOptional(z.enum(filters)),
  channels: z.exactOptional(z.union([z.literal(1), z.literal(3)])),
  colours,
  layout,
  rescale: z.exactOptional(z.number()),
  mean: z.exactOptional(z.array(z.number())),
  std: z.exactOptional(z.array(z.number().check(z.positive()))),
  background: z.exactOptional(z.tuple([byte, byte, byte])),
})

const outputName = z.string().check(z.minLength(1))
const outputNames = z.union([outputName, z.array(outputName).check(z.minLength(1))])
const yolo = {
  output: z.exactOptional(outputName),
  axes: z.exactOptional(z.enum(['values-first', 'boxes-first'])),
  objectness: z.exactOptional(z.boolean()),
  strides: z.exactOptional(z.array(count)),
}
const thresholds = { confidence: z.exactOptional(fraction), iou: z.exactOptional(fraction) }
const detectionHeads = [
  'yolo',
  'end-to-end',
  'detr',
  'ssd',
  'listed',
  'fastest-det',
  'yunet',
  'blaze-face',
] as const

const detectionSchema = z.strictObject({
  head: z.exactOptional(z.enum(detectionHeads)),
  ...yolo,
  logits: z.exactOptional(outputName),
  boxes: z.exactOptional(outputNames),
  scores: z.exactOptional(outputNames),
  labels: z.exactOptional(outputName),
  order: z.exactOptional(z.enum(['xyxy', 'yxyx'])),
  unit: z.exactOptional(z.enum(['pixels', 'relative'])),
  firstLabel: z.exactOptional(index),
  ...thresholds,
})

const segmentationSchema = z.strictObject({
  head: z.exactOptional(z.enum(['semantic', 'instances', 'matte'])),
  ...yolo,
  layout,
  background: z.exactOptional(index),
  activation: z.exactOptional(z.enum(['none', 'sigmoid'])),
  prototypes: z.exactOptional(outputName),
  coefficients: z.exactOptional(count),
  ...thresholds,
})

const imageSchema = z.strictObject({
  output: z.exactOptional(outputName),
  layout,
  gives: z.exactOptional(z.enum(['picture', 'depth'])),
  white: z.exactOptional(z.number().check(z.positive())),
  colours,
})

const name = z.string().check(z.minLength(1))
const featureValue = z.union([z.number(), z.string(), z.boolean()])
const featureKind = z.exactOptional(z.enum(['number', 'integer', 'boolean', 'choice', 'text']))

const featureSchema = z.strictObject({
  name,
  title: z.exactOptional(z.string()),
  unit: z.exactOptional(z.string()),
  kind: featureKind,
  type: featureKind,
  min: z.exactOptional(z.number()),
  max: z.exactOptional(z.number()),
  step: z.exactOptional(z.number().check(z.positive())),
  default: z.exactOptional(featureValue),
  choices: z.exactOptional(z.array(z.union([z.string(), z.number()])).check(z.minLength(1))),
  mayBeMissing: z.exactOptional(z.boolean()),
})

const stepSchema = z.strictObject({
  kind: z.enum(['impute', 'clip', 'log1p', 'scale', 'ordinal', 'one-hot']),
  feature: name,
  value: z.exactOptional(featureValue),
  min: z.exactOptional(z.number()),
  max: z.exactOptional(z.number()),
  mean: z.exactOptional(z.number()),
  scale: z.exactOptional(z.number()),
  choices: z.exactOptional(z.array(featureValue).check(z.minLength(1))),
})

const targetSchema = z.strictObject({ name, unit: z.exactOptional(z.string()) })

const exampleSchema = z.strictObject({
  title: z.string(),
  prompt: z.exactOptional(z.string()),
  settings: z.exactOptional(generationSchema),
  text: z.exactOptional(z.string()),
  texts: z.exactOptional(z.tuple([z.string(), z.string()])),
  image: z.exactOptional(z.string()),
  features: z.exactOptional(z.record(z.string(), featureValue)),
  predictions: z.exactOptional(z.array(predictionSchema)),
  values: z.exactOptional(z.array(z.number())),
  expected: z.exactOptional(
    z.strictObject({
      predictions: z.exactOptional(z.array(predictionSchema)),
      logits: z.exactOptional(z.array(z.number())),
      tolerance: z.exactOptional(z.number().check(z.positive())),
    }),
  ),
})

const themeSchema = z.strictObject({
  accent: z.exactOptional(z.string().check(z.regex(/^#[0-9a-fA-F]{6}$/))),
  logo: z.exactOptional(z.string().check(z.regex(/\.(svg|png|webp|jpe?g)$/i))),
})

/** `vitrine.json`: what the author wants to say. Unknown keys are errors, so that a slip does not pass in silence. */
export const vitrineSchema = z.strictObject({
  $schema: z.exactOptional(z.string()),
  title: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  licence: z.exactOptional(z.string()),
  measured: z.exactOptional(z.string()),
  theme: z.exactOptional(themeSchema),
  task: z.exactOptional(z.enum(tasks)),
  model: z.exactOptional(z.string()),
  devices: z.exactOptional(
    z.strictObject({ webgpu: z.exactOptional(z.string()), wasm: z.exactOptional(z.string()) }),
  ),
  labels: z.exactOptional(z.union([z.array(z.string()), z.string()])),
  output: z.exactOptional(z.enum(['logits', 'probabilities'])),
  preprocessing: z.exactOptional(preprocessingSchema),
  generation: z.exactOptional(generationSchema),
  contextLength: z.exactOptional(count),
  maxTokens: z.exactOptional(count),
  scores: z.exactOptional(z.enum(['softmax', 'sigmoid'])),
  threshold: z.exactOptional(fraction),
  detection: z.exactOptional(detectionSchema),
  segmentation: z.exactOptional(segmentationSchema),
  image: z.exactOptional(imageSchema),
  maskToken: z.exactOptional(z.string().check(z.minLength(1))),
  pooling: z.exactOptional(z.enum(['mean', 'first', 'last', 'none'])),
  normalize: z.exactOptional(z.boolean()),
  features: z.exactOptional(z.array(z.union([name, featureSchema])).check(z.maxLength(1000))),
  steps: z.exactOptional(z.array(stepSchema).check(z.maxLength(10_000))),
  targets: z.exactOptional(z.array(z.union([name, targetSchema])).check(z.maxLength(1000))),
  modelVersion: z.exactOptional(z.string()),
  examples: z.exactOptional(z.array(exampleSchema).check(z.maxLength(1000))),
})

/** @throws VitrineError `export-invalid`, which names the key and what is wrong with it. */
export function parse<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = innermost(result.error.issues[0])
  throw new VitrineError('export-invalid', {
    file,
    key: issue === undefined || issue.path.length === 0 ? 'The file' : issue.path.join('.'),
    problem: problemOf(issue),
  })
}

/** Of what may be this or that, what is wrong with that which it most nearly is. */
function innermost(issue: z.core.$ZodIssue | undefined): z.core.$ZodIssue | undefined {
  if (issue?.code !== 'invalid_union') return issue
  const inner = issue.errors.flatMap(([first]) => (first === undefined ? [] : [first]))
  const nearest = inner.find(({ code, path }) => code !== 'invalid_type' || path.length > 0)
  return nearest === undefined
    ? issue
    : innermost({ ...nearest, path: [...issue.path, ...nearest.path] })
}

/** zod/mini ships without its English sentences; these few are all that the schemas above can say. */
function problemOf(issue: z.core.$ZodIssue | undefined): string {
  switch (issue?.code) {
    case 'unrecognized_keys':
      return `${issue.keys.map((key) => `“${key}”`).join(', ')} is not a key that is known here`
    case 'invalid_type':
      return `it must be ${issue.expected === 'int' ? 'a whole number' : `of type ${issue.expected}`}`
    case 'invalid_value':
      return `it must be one of ${issue.values.map(String).join(', ')}`
    case 'too_small':
      if (issue.origin === 'string') return 'it must not be empty'
      if (issue.origin === 'array') return `it must have ${issue.minimum} entries`
      return `it must be at least ${issue.minimum}`
    case 'too_big':
      if (issue.origin === 'array') return `it must have at most ${issue.maximum} entries`
      return `it must be at most ${issue.maximum}`
    default:
      return 'it does not have the form that is expected here'
  }
}
