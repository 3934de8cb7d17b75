/** Schemas of the JSON that exporters and authors write. Only what we read is named; exporters add more. */
import * as z from 'zod/mini'
import { VitrineError } from '../protocol/errors.ts'

const filters = ['nearest', 'box', 'bilinear', 'hamming', 'bicubic', 'lanczos'] as const
const fraction = z.number().check(z.minimum(0), z.maximum(1))
const count = z.int().check(z.minimum(1))

const predictionSchema = z.strictObject({ class: z.string(), prob: fraction })

const generationSchema = z.strictObject({
  maxNewTokens: z.exactOptional(count),
  temperature: z.exactOptional(z.number().check(z.minimum(0), z.maximum(5))),
  topK: z.exactOptional(z.int().check(z.minimum(0))),
  topP: z.exactOptional(fraction),
  repetitionPenalty: z.exactOptional(z.number().check(z.positive())),
  seed: z.exactOptional(z.int().check(z.minimum(0), z.maximum(0xffff_ffff))),
})

const preprocessingSchema = z.strictObject({
  width: z.exactOptional(count),
  height: z.exactOptional(count),
  shorterSide: z.exactOptional(count),
  filter: z.exactOptional(z.enum(filters)),
  channels: z.exactOptional(z.union([z.literal(1), z.literal(3)])),
  layout: z.exactOptional(z.enum(['NCHW', 'NHWC'])),
  rescale: z.exactOptional(z.number()),
  mean: z.exactOptional(z.array(z.number())),
  std: z.exactOptional(z.array(z.number().check(z.positive()))),
})

const exampleSchema = z.strictObject({
  title: z.string(),
  prompt: z.exactOptional(z.string()),
  settings: z.exactOptional(generationSchema),
  text: z.exactOptional(z.string()),
  image: z.exactOptional(z.string()),
  predictions: z.exactOptional(z.array(predictionSchema)),
})

/** `vitrine.json`: what the author wants to say. Unknown keys are errors, so that a slip does not pass in silence. */
export const vitrineSchema = z.strictObject({
  $schema: z.exactOptional(z.string()),
  title: z.exactOptional(z.string()),
  description: z.exactOptional(z.string()),
  licence: z.exactOptional(z.string()),
  measured: z.exactOptional(z.string()),
  task: z.exactOptional(z.enum(['text-generation', 'image-classification'])),
  model: z.exactOptional(z.string()),
  labels: z.exactOptional(z.union([z.array(z.string()), z.string()])),
  output: z.exactOptional(z.enum(['logits', 'probabilities'])),
  preprocessing: z.exactOptional(preprocessingSchema),
  generation: z.exactOptional(generationSchema),
  contextLength: z.exactOptional(count),
  examples: z.exactOptional(z.array(exampleSchema)),
})
export type VitrineJson = z.infer<typeof vitrineSchema>

/** `metadata.json` of a Transformer Builder export. */
export const metadataSchema = z.object({
  task_type: z.string(),
  modality: z.optional(z.string()),
  input_shape: z.object({
    schema: z.object({
      image_size: z.optional(z.tuple([count, count, count])),
      channels_first: z.optional(z.boolean()),
    }),
  }),
})

/** `config.json` of a Hugging Face export. */
export const configSchema = z.object({
  model_type: z.optional(z.string()),
  architectures: z.optional(z.nullable(z.array(z.string()))),
  id2label: z.optional(z.record(z.string(), z.string())),
  max_position_embeddings: z.optional(count),
  n_positions: z.optional(count),
  bos_token_id: z.optional(z.nullable(z.int())),
  eos_token_id: z.optional(z.nullable(z.union([z.int(), z.array(z.int())]))),
})
export type ConfigJson = z.infer<typeof configSchema>

export const generationConfigSchema = z.object({
  bos_token_id: z.optional(z.nullable(z.int())),
  eos_token_id: z.optional(z.nullable(z.union([z.int(), z.array(z.int())]))),
  temperature: z.optional(z.nullable(z.number())),
  do_sample: z.optional(z.boolean()),
  top_k: z.optional(z.nullable(z.int())),
  top_p: z.optional(z.nullable(z.number())),
  repetition_penalty: z.optional(z.nullable(z.number())),
  max_new_tokens: z.optional(z.nullable(count)),
})

const sizeSchema = z.union([
  count,
  z.object({
    width: z.optional(count),
    height: z.optional(count),
    shortest_edge: z.optional(count),
  }),
])

/** `preprocessor_config.json` of a Hugging Face image model. */
export const preprocessorSchema = z.object({
  do_resize: z.optional(z.boolean()),
  size: z.optional(sizeSchema),
  resample: z.optional(z.int()),
  do_center_crop: z.optional(z.boolean()),
  crop_size: z.optional(sizeSchema),
  crop_pct: z.optional(z.nullable(z.number())),
  do_rescale: z.optional(z.boolean()),
  rescale_factor: z.optional(z.number()),
  do_normalize: z.optional(z.boolean()),
  image_mean: z.optional(z.array(z.number())),
  image_std: z.optional(z.array(z.number())),
})
export type PreprocessorJson = z.infer<typeof preprocessorSchema>

/** @throws VitrineError `export-invalid`, which names the key and what is wrong with it. */
export function parse<T>(schema: z.ZodMiniType<T>, value: unknown, file: string): T {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const issue = result.error.issues[0]
  throw new VitrineError('export-invalid', {
    file,
    key: issue === undefined || issue.path.length === 0 ? 'The file' : issue.path.join('.'),
    problem: problemOf(issue),
  })
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
      return `it must be at least ${issue.minimum}`
    case 'too_big':
      return `it must be at most ${issue.maximum}`
    default:
      return 'it does not have the form that is expected here'
  }
}
