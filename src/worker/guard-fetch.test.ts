import { describe, expect, it, vi } from 'vitest'
import { guardFetch } from './guard-fetch.ts'

function guarded(page: string, endsAt?: string) {
  const plain = vi.fn(async (input: RequestInfo | URL) => {
    const response = new Response('secret')
    const url = endsAt ?? (input instanceof Request ? input.url : String(input))
    Object.defineProperties(response, {
      url: { value: url },
      redirected: { value: endsAt !== undefined },
    })
    return response
  })
  const scope = { fetch: plain as typeof fetch, location: { href: `${page}assets/worker.js` } }
  guardFetch(scope)
  return { fetch: (...args: Parameters<typeof fetch>) => scope.fetch(...args), plain }
}

describe('the link worker’s fetch', () => {
  it.each(['https://example.org/x.onnx', '../models/x.onnx', new URL('https://example.org/')])(
    'lets %s through',
    async (address) => {
      const { fetch, plain } = guarded('https://site.example.org/')
      expect((await fetch(address)).ok).toBe(true)
      expect(plain).toHaveBeenCalledOnce()
    },
  )

  it.each([
    ['https://192.168.1.1/x', 'link-refused'],
    ['http://localhost:8000/x', 'link-insecure'],
    ['http://example.org/x', 'link-insecure'],
    ['https://user@example.org/x', 'link-refused'],
    ['data:,x', 'link-refused'],
    ['blob:https://site.example.org/1', 'link-refused'],
  ])('does not even ask %s', async (address, code) => {
    const { fetch, plain } = guarded('https://site.example.org/')
    await expect(fetch(address)).rejects.toMatchObject({ code })
    expect(plain).not.toHaveBeenCalled()
  })

  it('looks into requests as well as at addresses', async () => {
    const { fetch, plain } = guarded('https://site.example.org/')
    const request = new Request('https://192.168.1.1/x')
    await expect(fetch(request)).rejects.toMatchObject({ code: 'link-refused' })
    expect(plain).not.toHaveBeenCalled()
  })

  it('hands nothing on of what a redirect into a private network brought', async () => {
    const { fetch } = guarded('https://site.example.org/', 'https://10.0.0.1/secret')
    await expect(fetch('https://example.org/x')).rejects.toMatchObject({ code: 'link-refused' })
  })

  it('follows the hub’s redirect to its large-file storage', async () => {
    const { fetch } = guarded('https://site.example.org/', 'https://cdn-lfs.hf.co/x')
    expect(await (await fetch('https://huggingface.co/o/n/resolve/main/x')).text()).toBe('secret')
  })

  it('reaches this device from a page on this device', async () => {
    const { fetch } = guarded('http://localhost:5173/')
    expect((await fetch('http://localhost:8000/model.onnx')).ok).toBe(true)
  })
})

it('a worker of another site’s page still has its own site, wherever that is, and the gate is of that page', async () => {
  const plain = vi.fn(async () => new Response('binary'))
  const scope = { fetch: plain as typeof fetch, location: { href: 'blob:https://app.example/1-2' } }
  guardFetch(scope, 'https://demos.corp.internal')
  await scope.fetch('https://demos.corp.internal/assets/ort.wasm')
  await scope.fetch('https://app.example/model.onnx')
  expect(plain).toHaveBeenCalledTimes(2)
  await expect(scope.fetch('https://other.corp.internal/x')).rejects.toMatchObject({
    code: 'link-refused',
  })
})
