import {
  anything,
  assert,
  asyncProperty,
  constantFrom,
  dictionary,
  json,
  jsonValue,
  object,
  oneof,
  record,
  string,
  uint8Array,
} from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import {
  buildClassification,
  buildGeneration,
  buildPictures,
  buildReviews,
  buildStories,
  buildTextClassification,
} from '../testing/builders.ts'
import { callApi, FakeApiHost } from '../testing/fake-api-host.ts'
import { buildPenguins, buildRows, fakePenguin, rowsIn } from '../testing/table-builders.ts'
import type { TableInput } from '../protocol/table-tasks.ts'
import { answerSchemas } from './answer-schemas.ts'
import { createApi } from './api.ts'

const api = createApi(
  new FakeApiHost(
    { manifest: buildPictures(), run: () => buildClassification() },
    { manifest: buildReviews(), run: () => buildTextClassification() },
    { manifest: buildStories(), run: () => buildGeneration(['x']) },
    {
      manifest: buildPenguins(),
      run: (input) => {
        const rows = rowsIn(input as TableInput)
        // Whatever is no row at all would break the worker.
        if (rows.some((row) => Object.values(row).some((cell) => typeof cell === 'object' && cell)))
          throw new Error('a cell that is none')
        return buildRows({ answers: rows.map((row) => fakePenguin(row)) })
      },
    },
  ),
)

const routes = constantFrom('predict', 'predict/batch', 'generate')
const keys = constantFrom(
  'image',
  'features',
  'rows',
  'tensor',
  'tensors',
  'text',
  'texts',
  'prompt',
  'messages',
  'items',
  'images',
  'model',
  'top_k',
  'stream',
  'logits',
  'seed',
  '__proto__',
  'constructor',
  'toString',
)

async function expectAnswered(path: string, parts: Parameters<typeof callApi>[4], body?: unknown) {
  const { status, text, headers } = await callApi(api, 'POST', path, body, parts)
  expect(headers['content-type']).toMatch(/^(application\/json|text\/event-stream)$/)
  if (status === 200) return
  expect(status, text).toBeGreaterThanOrEqual(400)
  // Only tensors are answered with an error here: the fakes compute nothing.
  const { error } = answerSchemas.error.parse(JSON.parse(text))
  expect(status < 500 || error.code === 'run-failed', text).toBe(true)
  expect(error.message.length).toBeLessThan(1000)
}

describe('whatever is sent', () => {
  it('as JSON is answered, and never with a fault of ours', async () => {
    const bodies = oneof(
      jsonValue({ maxDepth: 4 }),
      dictionary(keys, jsonValue({ maxDepth: 3 }), { maxKeys: 4 }),
      record({ features: object({ values: [jsonValue()] }) }),
      record({ tensor: record({ type: string(), dims: jsonValue(), data: jsonValue() }) }),
      record({ items: dictionary(keys, jsonValue()) }),
    )
    await assert(
      asyncProperty(routes, bodies, (path, body) => expectAnswered(path, {}, body)),
      { numRuns: 400 },
    )
  })

  it('as bytes or text is answered, whatever it says that it is', async () => {
    const types = constantFrom(
      'application/json',
      'text/plain',
      'image/png',
      'application/octet-stream',
      '',
      'multipart/form-data; boundary=x',
    )
    const bytes = oneof(
      uint8Array({ maxLength: 300 }),
      json().map((text) => new TextEncoder().encode(text)),
    )
    await assert(
      asyncProperty(routes, types, bytes, (path, type, sent) =>
        expectAnswered(path, { headers: { 'content-type': type }, body: Uint8Array.from(sent) }),
      ),
      { numRuns: 300 },
    )
  })

  it('as a path, method or header is answered', async () => {
    await assert(
      asyncProperty(
        string(),
        string(),
        dictionary(string(), string()),
        async (method, path, headers) => {
          const { status } = await callApi(api, method, path, undefined, { headers })
          expect([200, 204, 307, 400, 403, 404, 405]).toContain(status)
        },
      ),
    )
  })

  it('deep in JSON comes to no end of the stack', async () => {
    const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`
    const tensor = `{"tensor":{"type":"float32","dims":[1],"data":${deep}}}`
    const texts = [deep, `{"features":{"a":${deep}}}`, `{"items":[${deep}]}`, tensor]
    for (const path of ['predict', 'predict/batch', 'generate']) {
      for (const text of texts) {
        const parts = { headers: {}, body: new TextEncoder().encode(text) }
        const { status } = await callApi(api, 'POST', path, undefined, parts)
        // Of the batch, its one item is what is refused.
        expect(status).toBe(path === 'predict/batch' && text === texts[2] ? 200 : 422)
      }
    }
  })

  it('and thrown by a model tells nothing of this machine', async () => {
    await assert(
      asyncProperty(
        oneof(
          anything(),
          string().map((text) => new Error(`/home/zoe/${text}`)),
          constantFrom(
            '/home/zoe/model.onnx',
            'C:\\Users\\zoe\\model.onnx',
            'file:///home/zoe/m',
          ).map((path) => new VitrineError('run-failed', { path }, { detail: path })),
        ),
        async (thrown) => {
          // oxlint-disable-next-line typescript/prefer-promise-reject-errors -- whatever may be thrown
          const run = () => Promise.reject(thrown)
          const failing = createApi(new FakeApiHost({ manifest: buildPictures(), run }))
          const { status, text } = await callApi(failing, 'POST', 'predict', { image: '' })
          expect(status).toBeGreaterThanOrEqual(400)
          expect(text).not.toContain('zoe')
          answerSchemas.error.parse(JSON.parse(text))
        },
      ),
    )
  })
})
