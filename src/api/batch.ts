import { askedOf } from './asked.ts'
import type { Call } from './call.ts'
import { checkBody } from './check-body.ts'
import type { ApiRequest } from './http.ts'
import { isObject } from './json-objects.ts'
import { predict } from './predict.ts'
import { readJson } from './read-json.ts'
import { refusalOf } from './refusal.ts'
import { imagesBody, itemsBody } from './schemas.ts'

/** @throws ApiError */
export function readBatch(request: ApiRequest): readonly unknown[] {
  const body = readJson(request)
  if (!isObject(body) || !Object.hasOwn(body, 'images')) return checkBody(itemsBody, body).items
  const { images, ...same } = checkBody(imagesBody, body)
  return images.map((image) => ({ image, ...same }))
}

/**
 * Each item with its own answer or error, in order.
 * @param meaning of what was thrown
 * @throws ApiError, VitrineError where none was answered and the server is at fault, in the same way for all
 */
export async function predictBatch(
  items: readonly unknown[],
  call: Call,
  meaning: (error: unknown) => unknown,
): Promise<object> {
  const results: object[] = []
  const codes: string[] = []
  const faults: { readonly error: unknown; readonly code: string }[] = []
  for (const item of items) {
    try {
      results.push(await predict(askedOf(item, call.limits), call))
    } catch (thrown) {
      const error = meaning(thrown)
      // The caller has gone, and so does this.
      if (call.deadline.why() === 'caller') throw error
      const { code, status, body } = refusalOf(error)
      codes.push(code)
      results.push(body)
      if (status >= 500) faults.push({ error, code })
    }
  }
  const [first] = faults
  const isWhole = first !== undefined && faults.length === results.length
  if (isWhole && faults.every(({ code }) => code === first.code)) throw first.error
  for (const code of codes) call.meter.failed(code)
  return { results }
}
