import type { answerSchemas } from './answer-schemas.ts'
import type { bodySchemas } from './schemas.ts'

export interface Route {
  readonly method: 'get' | 'post'
  readonly path: string
  readonly summary: string
  readonly description?: string
  readonly bodies?: readonly (keyof typeof bodySchemas)[]
  readonly takesPictures?: boolean
  readonly answers: Readonly<Record<string, Answer>>
  readonly errors: readonly number[]
  readonly examples?: Readonly<Record<string, unknown>>
  readonly parameters?: readonly object[]
}

export interface Answer {
  readonly description: string
  readonly schema?: readonly (keyof typeof answerSchemas)[]
  readonly type?: string
}

const deadlineParameter = {
  name: 'x-deadline-ms',
  in: 'header',
  description: 'After so many milliseconds the call is stopped and answered with 504.',
  schema: { type: 'integer', minimum: 1, maximum: 600_000 },
}

export const routes: readonly Route[] = [
  {
    method: 'post',
    path: '/predict',
    summary: 'One prediction',
    description:
      'A picture, a row of features (or rows), a text, texts or tensors; which of them a model takes is said by GET /models. A picture may also be sent as it is, with content-type image/…, and its base64 as a bare JSON string.',
    bodies: [
      'imageBody',
      'featuresBody',
      'rowsBody',
      'textBody',
      'textsBody',
      'tensorBody',
      'tensorsBody',
    ],
    takesPictures: true,
    parameters: [deadlineParameter],
    examples: {
      picture: { image: 'data:image/jpeg;base64,/9j/4AAQSkZJRg…', top_k: 3 },
      row: { features: { island: 'Torgersen', bill_length_mm: 39.1, sex: 'MALE' } },
      text: { text: 'A wonderful film.' },
      tensor: { tensor: { type: 'float32', dims: [1, 3], data: [0.1, 0.2, 0.7] } },
    },
    answers: {
      '200': {
        description: 'What the model says, as its task has it.',
        schema: [
          'predictions',
          'detections',
          'segments',
          'table',
          'tableRows',
          'masks',
          'embeddings',
          'picture',
          'outputs',
        ],
      },
    },
    errors: [400, 403, 404, 413, 415, 422, 500, 503, 504],
  },
  {
    method: 'post',
    path: '/predict/batch',
    summary: 'Many predictions',
    description:
      'Each item is answered in order, with its own answer or error: one that is bad does not spoil the others.',
    bodies: ['itemsBody', 'imagesBody'],
    parameters: [deadlineParameter],
    examples: {
      rows: { items: [{ features: { island: 'Dream' } }, { features: { island: 'Biscoe' } }] },
      pictures: { images: ['/9j/4AAQSkZJRg…', '/9j/4AAQSkZJRg…'] },
    },
    answers: { '200': { description: 'One result for each item.', schema: ['batch'] } },
    errors: [403, 413, 415, 422, 500, 503, 504],
  },
  {
    method: 'post',
    path: '/generate',
    summary: 'A text',
    description:
      'What is not said of the settings is as the model has it. With “stream”, or “accept: text/event-stream”, each token comes as an event “data: {"index", "text", "token", "id", "prob"}”, then the whole answer, then “data: [DONE]”; what fails in the middle is an event “error”.',
    bodies: ['promptBody', 'messagesBody'],
    parameters: [deadlineParameter],
    examples: {
      prompt: { prompt: 'Once upon a time', max_new_tokens: 40, temperature: 0 },
      logits: { prompt: 'Hello', max_new_tokens: 0, logits: true },
    },
    answers: { '200': { description: 'The continuation.', schema: ['generation'] } },
    errors: [403, 413, 415, 422, 500, 503, 504],
  },
  {
    method: 'get',
    path: '/health',
    summary: 'Whether the API answers at all',
    answers: { '200': { description: 'It does.', schema: ['health'] } },
    errors: [],
  },
  {
    method: 'get',
    path: '/ready',
    summary: 'Whether a model is ready to run',
    answers: {
      '200': { description: 'At least one is.', schema: ['ready'] },
      '503': { description: 'None is yet.', schema: ['ready'] },
    },
    errors: [],
  },
  {
    method: 'get',
    path: '/models',
    summary: 'The models, and what each of them takes',
    answers: { '200': { description: 'All that there are.', schema: ['models'] } },
    errors: [],
  },
  {
    method: 'get',
    path: '/model/info',
    summary: 'All about the first model that is ready',
    answers: { '200': { description: 'Its manifest, and where it runs.', schema: ['info'] } },
    errors: [503],
  },
  {
    method: 'get',
    path: '/model/info/{id}',
    summary: 'All about one model',
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    answers: { '200': { description: 'Its manifest, and where it runs.', schema: ['info'] } },
    errors: [404],
  },
  {
    method: 'get',
    path: '/metrics',
    summary: 'Counts and times, for Prometheus',
    answers: {
      '200': {
        description: 'Text format 0.0.4.',
        type: 'text/plain; version=0.0.4; charset=utf-8',
      },
    },
    errors: [],
  },
]
