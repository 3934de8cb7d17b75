import { expect } from 'vitest'
import { answerSchemas } from '../api/answer-schemas.ts'
import { createApi } from '../api/api.ts'
import type { Manifest } from '../protocol/manifest.ts'
import { callApi, FakeApiHost, type FakeAnswers } from './fake-api-host.ts'

/** A call of predict to a model that answers so. */
export function predict(manifest: Manifest, answers: FakeAnswers, body: unknown) {
  const host = new FakeApiHost({ manifest, ...answers })
  return { host, answer: callApi(createApi(host), 'POST', 'predict', body) }
}

/** Expects an answer of this kind, as `openapi.json` tells of it. */
export async function answered(
  given: ReturnType<typeof predict>,
  kind: keyof typeof answerSchemas,
): Promise<Record<string, unknown>> {
  const { status, text, json } = await given.answer
  expect(status, text).toBe(200)
  expect(answerSchemas[kind].safeParse(json()).error?.issues).toBeUndefined()
  return json()
}
