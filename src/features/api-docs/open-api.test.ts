import { describe, expect, it } from 'vitest'
import { createApi } from '../../api/api.ts'
import { operationsOf, type OpenApi } from './open-api.ts'

async function operations() {
  const api = createApi({ models: async () => [], open: () => Promise.reject(new Error('none')) })
  const { body } = await api.handle({
    method: 'GET',
    path: 'openapi.json',
    headers: {},
    body: new Uint8Array(),
    signal: new AbortController().signal,
  })
  return operationsOf(JSON.parse(body as string) as OpenApi)
}

describe('what the API says of itself', () => {
  it('is its routes, with what may be sent to them', async () => {
    const all = await operations()
    const names = all.map(({ method, path }) => `${method} ${path}`)
    expect(names).toContain('POST predict')
    expect(names).toContain('GET metrics')
    const info = all.find(({ path }) => path === 'model/info/{id}')
    expect(info?.parts).toEqual(['id'])
    for (const { method, bodies, examples, answers } of all) {
      const takesBody = method === 'POST'
      expect([bodies.length > 0, examples.length > 0]).toEqual([takesBody, takesBody])
      expect(answers.some(({ status }) => status === '200')).toBe(true)
    }
  })

  it('is each kind of body, field by field, in words', async () => {
    const generate = (await operations()).find(({ path }) => path === 'generate')
    const [prompt, messages] = generate?.bodies ?? []
    const required = (fields = prompt?.fields) =>
      fields?.filter(({ isRequired }) => isRequired).map(({ name }) => name)
    expect([required(), required(messages?.fields)]).toEqual([['prompt'], ['messages']])
    const typeOf = (name: string) => prompt?.fields.find((field) => field.name === name)?.type
    expect(typeOf('prompt')).toBe('string')
    expect(typeOf('top_p')).toBe('number, 0 to 1')
    expect(typeOf('logits')).toBe('boolean, usually false')
  })
})
