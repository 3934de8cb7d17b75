/** What the API answers; tests hold the answers to it. */
import * as z from 'zod/mini'

const prob = z.number().check(z.minimum(0), z.maximum(1))
const prediction = z.object({ class: z.string(), prob })
const size = { width: z.int(), height: z.int() }
const point = z.object({ x: z.number(), y: z.number() })
const tableAnswer = z.object({
  prediction: z.union([z.string(), z.number(), z.record(z.string(), z.number())]),
  probabilities: z.optional(z.record(z.string(), prob)),
  model_version: z.optional(z.string()),
})
const value = z.union([z.number(), z.string(), z.boolean()])
const modelSchema = z.object({
  id: z.string(),
  title: z.string(),
  task: z.string(),
  status: z.enum(['idle', 'loading', 'ready']),
  takes: z.string(),
})
const problem = z.object({
  type: z.string(),
  loc: z.array(z.union([z.string(), z.int()])),
  msg: z.string(),
})
const errorSchema = z.object({
  error: z.object({
    code: z.string(),
    message: z.string(),
    field: z.optional(z.string()),
    reason: z.optional(z.string()),
  }),
  detail: z.union([z.string(), z.array(problem)]),
})

export const answerSchemas = {
  predictions: z.object({ predictions: z.array(prediction) }),
  detections: z.object({
    predictions: z.array(
      z.object({
        class: z.string(),
        prob,
        box: z.object({
          left: z.number(),
          top: z.number(),
          right: z.number(),
          bottom: z.number(),
        }),
        points: z.optional(z.array(point)),
      }),
    ),
  }),
  segments: z.object({
    predictions: z.array(
      z.object({
        class: z.string(),
        prob: z.optional(prob),
        area: prob,
        label: z.optional(z.int()),
      }),
    ),
    mask: z.optional(z.string()),
  }),
  picture: z.object({
    input: z.object(size),
    output: z.object({
      ...size,
      range: z.optional(z.object({ min: z.number(), max: z.number() })),
      image: z.string(),
    }),
  }),
  table: tableAnswer,
  tableRows: z.object({ predictions: z.array(tableAnswer) }),
  masks: z.object({ masks: z.array(z.array(prediction)) }),
  embeddings: z.object({
    similarity: z.optional(z.number()),
    dimensions: z.int(),
    embeddings: z.array(z.array(z.number())),
  }),
  outputs: z.object({
    outputs: z.record(
      z.string(),
      z.object({
        type: z.string(),
        dims: z.array(z.int()),
        data: z.array(value),
        elements: z.optional(z.int()),
      }),
    ),
  }),
  generation: z.object({
    text: z.string(),
    tokens: z.array(z.string()),
    ids: z.array(z.int()),
    finish_reason: z.enum(['stop', 'length', 'abort']),
    logits: z.optional(z.array(z.number())),
  }),
  batch: z.object({ results: z.array(z.record(z.string(), z.unknown())) }),
  health: z.object({ status: z.literal('healthy'), models: z.int() }),
  ready: z.object({
    status: z.enum(['ready', 'loading', 'idle']),
    models: z.array(z.string()),
  }),
  models: z.object({ models: z.array(modelSchema) }),
  info: z.looseObject({
    id: z.string(),
    title: z.string(),
    task: z.string(),
    status: z.string(),
    verified: z.optional(z.boolean()),
  }),
  error: errorSchema,
} as const
