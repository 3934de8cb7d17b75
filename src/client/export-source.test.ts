import { afterEach, describe, expect, it, vi } from 'vitest'
import { exportSource } from './export-source.ts'

const page = 'https://app.example/work/page.html'
const source = (given: Parameters<typeof exportSource>[0]) => exportSource(given, page, undefined)

afterEach(() => void vi.unstubAllGlobals())

describe('where an export lies', () => {
  it.each([
    ['https://demos.example/models/cifar10', 'https://demos.example/models/cifar10/'],
    ['models/cifar10/', 'https://app.example/work/models/cifar10/'],
    ['exports/vision', 'https://app.example/work/exports/vision/'],
    ['cifar10', 'https://app.example/work/cifar10/'],
    ['/model.onnx?v=2', 'https://app.example/model.onnx'],
    ['hf:owner/name', 'https://huggingface.co/owner/name/resolve/main/'],
  ])('%s is %s', async (given, url) => {
    expect(await source(given)).toEqual({ kind: 'link', url })
  })

  it('can be said by a URL', async () => {
    const url = new URL('https://demos.example/models/cifar10/')
    expect(await source(url)).toEqual({ kind: 'link', url: url.href })
  })

  it.each([
    ['http://demos.example/a/', 'link-insecure'],
    ['javascript:alert(1)', 'link-refused'],
    ['https://192.168.0.1/model/', 'link-refused'],
    ['https://192.168.0.1/model.zip', 'link-refused'],
    ['https://user@demos.example/a/', 'link-refused'],
  ])('%s is refused', async (given, code) => {
    await expect(source(given)).rejects.toMatchObject({ code })
  })

  it('is in files, which keep their places in a folder', async () => {
    const model = new File(['x'], 'model.onnx')
    const config = Object.defineProperty(new File(['{}'], 'config.json'), 'webkitRelativePath', {
      value: 'bert/config.json',
    })
    expect(await source([config, model])).toEqual({
      kind: 'files',
      name: 'model.onnx',
      files: [
        { path: 'bert/config.json', file: config },
        { path: 'model.onnx', file: model },
      ],
    })
    await expect(source(['model.onnx'] as never)).rejects.toThrow(TypeError)
  })

  it('is in a zip behind a link, which is fetched', async () => {
    const fetched = vi.fn(async () => new Response('PK'))
    vi.stubGlobal('fetch', fetched)
    const got = await source('https://demos.example/my%20model.zip')
    expect(got).toMatchObject({
      kind: 'files',
      name: 'my model.zip',
      files: [{ path: 'my model.zip' }],
    })
    vi.stubGlobal('fetch', async () => new Response('', { status: 404 }))
    await expect(source('gone.zip')).rejects.toMatchObject({ code: 'file-missing' })
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('Failed to fetch')))
    await expect(source('https://demos.example/a.zip')).rejects.toMatchObject({
      code: 'file-blocked',
    })
  })
})
