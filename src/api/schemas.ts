/** What a call may bring, each body once: what validates it here is what `openapi.json` shows. */
import * as z from 'zod/mini'
import { generationLimits } from '../core/decoding/generation-limits.ts'
import type { PlainTensor } from '../protocol/tasks.ts'
import { isObject } from './json-objects.ts'
import { defaultLimits as limits } from './limits.ts'

// Pages forbid `eval`, and zod would try whether they do.
z.config({ jitless: true })

const model = z
  .exactOptional(z.string().check(z.maxLength(1000)))
  .check(
    z.meta({ description: 'The id of a model, as GET models lists it; else the first that fits.' }),
  )
const topK = z
  .exactOptional(z.int().check(z.minimum(1), z.maximum(10)))
  .check(z.meta({ description: 'How many classes to answer, best first.', default: 3 }))

const picture = z.string().check(
  z.meta({
    description: 'A picture (JPEG, PNG, WebP, GIF, BMP or AVIF) as a data URL, or as bare base64.',
    examples: ['data:image/jpeg;base64,/9j/4AAQSkZJRg…'],
  }),
)

export const imageBody = z.strictObject({
  image: picture,
  top_k: topK,
  mask: z.exactOptional(z.boolean()).check(
    z.meta({
      description: 'Of a segmentation: also answer the mask, a PNG whose grey values are “label”s.',
      default: false,
    }),
  ),
  model,
})

const row = z.custom<Record<string, unknown>>(isObject).check(
  z.meta({
    type: 'object',
    description: 'A value for each feature, by name. null and absent are missing.',
    additionalProperties: { type: ['number', 'string', 'boolean', 'null'] },
    examples: [{ island: 'Torgersen', bill_length_mm: 39.1, bill_depth_mm: 18.7 }],
  }),
)

export const featuresBody = z.strictObject({ features: row, model })

export const rowsBody = z.strictObject({
  rows: z.array(row).check(z.minLength(1), z.maxLength(limits.rows)),
  model,
})

const plainTensor = z.strictObject({
  type: z.string().check(z.maxLength(20), z.meta({ examples: ['float32', 'int64'] })),
  dims: z
    .array(z.int().check(z.minimum(0)))
    .check(z.maxLength(16), z.meta({ description: 'Sizes of the axes.', examples: [[1, 3]] })),
  data: z.custom<PlainTensor['data']>(isPlainData).check(
    z.meta({
      type: 'array',
      description:
        'Row-major. int64 beyond 2^53 as strings; also "NaN", "Infinity", "-Infinity". A float16 is a number.',
      items: { type: ['number', 'string', 'boolean'] },
      examples: [[0.1, 0.2, 0.7]],
    }),
  ),
})

export const tensorBody = z.strictObject({ tensor: plainTensor, model })

export const tensorsBody = z.strictObject({
  tensors: z
    .record(z.string(), plainTensor)
    .check(z.meta({ description: 'By the name of the input of the graph.' })),
  model,
})

const longText = z.string().check(z.maxLength(limits.promptLength))

export const textBody = z.strictObject({ text: longText, top_k: topK, model })

export const textsBody = z.strictObject({
  texts: z.array(longText).check(z.minLength(1), z.maxLength(limits.texts)),
  model,
})

const { temperature, topK: keep, topP, repetitionPenalty, seed } = generationLimits
const within = (range: { min: number; max: number }) =>
  z.number().check(z.minimum(range.min), z.maximum(range.max))
const wholeWithin = (range: { min: number; max: number }) =>
  z.int().check(z.minimum(range.min), z.maximum(range.max))

const generation = {
  max_new_tokens: z
    .exactOptional(z.int().check(z.minimum(0), z.maximum(1_000_000)))
    .check(z.meta({ description: 'At most the context of the model; 0 only with “logits”.' })),
  temperature: z
    .exactOptional(within(temperature))
    .check(z.meta({ description: '0 always takes the most probable token.' })),
  top_k: z.exactOptional(wholeWithin(keep)).check(z.meta({ description: '0 keeps all.' })),
  top_p: z.exactOptional(within(topP)),
  repetition_penalty: z.exactOptional(within(repetitionPenalty)),
  seed: z
    .exactOptional(wholeWithin(seed))
    .check(z.meta({ description: 'The same seed gives the same text on the same model.' })),
  logits: z.exactOptional(z.boolean()).check(
    z.meta({
      description:
        'Also answer the logits behind the last token, one for each entry of the vocabulary.',
      default: false,
    }),
  ),
  stream: z.exactOptional(z.boolean()).check(
    z.meta({
      description:
        'Answer in server-sent events, one for each token. The same as asking for it by “accept”.',
      default: false,
    }),
  ),
  model,
}

export const promptBody = z.strictObject({
  prompt: longText.check(z.meta({ examples: ['Once upon a time'] })),
  ...generation,
})

export const messagesBody = z.strictObject({
  messages: z
    .array(z.strictObject({ role: z.enum(['system', 'user', 'assistant']), content: longText }))
    .check(z.minLength(1), z.maxLength(1000)),
  ...generation,
})

export type GenerateBody = z.infer<typeof promptBody> | z.infer<typeof messagesBody>

export const itemsBody = z.strictObject({
  items: z
    .array(z.unknown())
    .check(
      z.minLength(1),
      z.maxLength(limits.batchItems),
      z.meta({ description: 'Bodies of POST predict.' }),
    ),
})

export const imagesBody = z.strictObject({
  images: z
    .array(z.unknown())
    .check(
      z.minLength(1),
      z.maxLength(limits.batchItems),
      z.meta({ items: { type: 'string' }, description: 'Pictures, each as in POST predict.' }),
    ),
  top_k: topK,
  model,
})

/** All of them, for the description. */
export const bodySchemas = {
  imageBody,
  featuresBody,
  rowsBody,
  textBody,
  textsBody,
  tensorBody,
  tensorsBody,
  itemsBody,
  imagesBody,
  promptBody,
  messagesBody,
}

/** What JSON can say of a tensor's values; whether they fit its type is known where it is made. */
function isPlainData(value: unknown): boolean {
  if (!Array.isArray(value)) return false
  // Not `every`: a tensor has a hundred thousand values.
  for (const one of value as unknown[]) {
    const type = typeof one
    if (type !== 'number' && type !== 'string' && type !== 'boolean') return false
  }
  return true
}
