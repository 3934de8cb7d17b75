import { setMaxListeners } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { onnxModel } from '../../testing/onnx-writer.ts'
import type { LoadProgress } from '../../protocol/calls.ts'
import { describeLink } from './describe-link.ts'

interface Fake {
  status?: number
  type?: string
  headers?: Record<string, string>
  body?: string | Uint8Array<ArrayBuffer>
}

let web: (url: string, method: string) => Fake | 'no connection'
let requests: string[] = []

const json = (value: unknown): Fake => ({ type: 'application/json', body: JSON.stringify(value) })
const missing: Fake = { status: 404, body: 'Not Found' }
const page: Fake = { type: 'text/html; charset=utf-8', body: '<!doctype html><p>Log in' }
const folder = 'https://models.example.org/x/'

/** A folder of a static host: what is not in it is not there. */
function site(files: Record<string, Fake>, base = folder) {
  return (url: string) =>
    files[decodeURIComponent(url.startsWith(base) ? url.slice(base.length) : '?')] ?? missing
}

/** `Response` leaves the length out, and a body may not stand in the answer to HEAD. */
function fakeFetch(input: RequestInfo | URL, { method = 'GET', signal }: RequestInit = {}) {
  const url = input instanceof Request ? input.url : String(input)
  requests.push(`${method} ${url}`)
  signal?.throwIfAborted()
  const fake = web(url, method)
  if (fake === 'no connection') return Promise.reject(new TypeError('Failed to fetch'))
  const { status = 200, type = 'application/octet-stream', headers = {}, body = '' } = fake
  const bytes = typeof body === 'string' ? new TextEncoder().encode(body) : body
  return Promise.resolve(
    new Response(method === 'HEAD' ? null : bytes, {
      status,
      headers: { 'content-type': type, 'content-length': String(bytes.length), ...headers },
    }),
  )
}

const model = onnxModel({
  inputs: [{ name: 'x', dims: ['batch', 4] }],
  outputs: [{ name: 'y', dims: ['batch', 4] }],
  nodes: [{ op: 'Relu', inputs: ['x'], outputs: ['y'] }],
})
const withData = (location: string) =>
  onnxModel({
    inputs: [{ name: 'x', dims: [1] }],
    outputs: [{ name: 'y', dims: [1] }],
    nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
    initialisers: [{ name: 'w', dims: [1], external: { location, offset: '0', length: '4' } }],
  })
const vision = {
  task_type: 'vision_classification',
  modality: 'vision',
  input_shape: { batch: 1, schema: { image_size: [3, 32, 32], channels_first: true } },
}

function open(url: string, author = {}) {
  const report = vi.fn<(progress: LoadProgress) => void>()
  const { signal } = new AbortController()
  // Every request under way listens to it.
  setMaxListeners(50, signal)
  return describeLink(url, author, { signal, report })
}

/** With the pauses between tries cut short. */
async function failure(url: string) {
  const opened = open(url).then(
    () => 'opened',
    (error: unknown) => error,
  )
  await vi.runAllTimersAsync()
  return opened
}

beforeEach(() => {
  requests = []
  vi.stubGlobal('fetch', vi.fn(fakeFetch))
  vi.stubGlobal('location', new URL('https://site.example.org/assets/worker.js'))
  vi.stubGlobal('navigator', { onLine: true })
})
afterEach(() => {
  vi.unstubAllGlobals()
  vi.useRealTimers()
})

describe('a folder on the web that nobody lists', () => {
  it('opens by the names that its layout has, without a byte of its weights', async () => {
    web = site({ 'metadata.json': json(vision), 'model.onnx': { body: model } })
    const { manifest, models, files } = await open(folder)
    expect(manifest).toMatchObject({
      id: 'x',
      base: folder,
      task: 'image-classification',
      layout: 'transformer-builder',
      files: [{ path: 'model.onnx', sizeBytes: model.length }],
    })
    expect([models, files]).toEqual([['model.onnx'], undefined])
    expect(requests).not.toContain(`GET ${folder}model.onnx`)
    expect(requests.length).toBeLessThan(40)
  })

  it('holds an encoder with its decoder, and none of their weights comes', async () => {
    const t5 = {
      architectures: ['T5ForConditionalGeneration'],
      is_encoder_decoder: true,
      decoder_start_token_id: 0,
    }
    web = site({
      'config.json': json(t5),
      'tokenizer.json': json({}),
      'onnx/encoder_model_quantized.onnx': { body: model },
      'onnx/decoder_model_merged_quantized.onnx': { body: model },
      'onnx/decoder_model_merged_quantized.onnx_data': { body: 'weights' },
    })
    const { manifest } = await open(folder)
    expect(manifest).toMatchObject({
      task: 'text-generation',
      encoder: { model: 'onnx/encoder_model_quantized.onnx', startTokenId: 0 },
    })
    expect(manifest.files.map(({ path }) => path)).toEqual([
      'onnx/decoder_model_merged_quantized.onnx',
      'onnx/decoder_model_merged_quantized.onnx_data',
      'onnx/encoder_model_quantized.onnx',
      'tokenizer.json',
    ])
    expect(requests.filter((request) => /^GET.*onnx(_data)?$/.test(request))).toEqual([])
  })

  it('says how its model talks and how its vectors are made', async () => {
    const sentences = { architectures: ['BertModel'], max_position_embeddings: 512 }
    const files = { 'onnx/model.onnx': { body: model }, 'tokenizer.json': json({}) }
    web = site({
      ...files,
      'config.json': json(sentences),
      'modules.json': json([{ type: 'x.Pooling', path: '1_Pooling' }, { type: 'x.Normalize' }]),
      '1_Pooling/config.json': json({ pooling_mode_cls_token: true }),
    })
    expect((await open(folder)).manifest).toMatchObject({ pooling: 'first', normalize: true })
    web = site({
      ...files,
      'config.json': json({ ...sentences, architectures: ['LlamaForCausalLM'] }),
      'chat_template.jinja': { type: 'text/plain', body: '{{ messages }}' },
    })
    expect((await open(folder)).manifest).toMatchObject({ chat: { path: 'chat_template.jinja' } })
    expect(requests.filter((request) => /^GET.*onnx(_data)?$/.test(request))).toEqual([])
  })

  it('opens with the files that its vitrine.json names, its pictures come with it', async () => {
    const author = {
      title: 'Mine',
      model: 'net v2#1.onnx',
      labels: 'names/de.txt',
      examples: [{ title: 'One', image: 'a b.jpg' }],
    }
    web = site({
      'vitrine.json': json(author),
      'metadata.json': json(vision),
      'net v2#1.onnx': { body: model },
      'names/de.txt': { type: 'text/plain', body: 'Hund\nKatze' },
      'a b.jpg': { body: 'picture' },
    })
    const { manifest, files } = await open(folder)
    expect(manifest).toMatchObject({
      title: 'Mine',
      model: 'net v2#1.onnx',
      labels: ['Hund', 'Katze'],
    })
    expect([...(files ?? [])].map(([path, file]) => [path, file.size])).toEqual([['a b.jpg', 7]])
    expect(requests).toContain(`HEAD ${folder}net%20v2%231.onnx`)
  })

  it('whose server knows GET only opens as well, with sizes unknown', async () => {
    const files = site({ 'metadata.json': json(vision), 'model.onnx': { body: model } })
    web = (url, method) => (method === 'HEAD' ? { status: 405 } : files(url))
    expect((await open(folder)).manifest.files).toEqual([{ path: 'model.onnx' }])
  })

  it('may show a page with links to what lies in it', async () => {
    const list = `<a href="../">..</a><a href="yolo%20n.onnx">y</a><a href="//evil.example/x.onnx">e</a><a href="/z.onnx">z</a>`
    web = site({ '': { type: 'text/html', body: list }, 'yolo n.onnx': { body: model } })
    const { manifest } = await open(folder)
    expect(manifest).toMatchObject({ model: 'yolo n.onnx', task: 'tensors' })
    expect(requests.filter((request) => !request.includes(folder))).toEqual([])
  })

  it('of a host that answers everything with its page still tells what is there', async () => {
    const files = site({ 'metadata.json': json(vision), 'model.onnx': { body: model } })
    web = (url) => (files(url) === missing ? page : files(url))
    expect((await open(folder)).manifest.files.map(({ path }) => path)).toEqual(['model.onnx'])
  })

  it.each([
    ['a page for everything', page, 'file-is-web-page'],
    ['a page that calls itself JSON', { ...page, type: 'application/json' }, 'file-is-web-page'],
    ['"not found" for everything', missing, 'export-unrecognised'],
    ['"private" for everything', { status: 403 }, 'file-forbidden'],
    ['"log in" for everything', { status: 401 }, 'file-forbidden'],
    ['"too busy" for everything', { status: 429 }, 'file-busy'],
    ['an error of its own', { status: 500 }, 'file-unreachable'],
    ['nothing that may be read', 'no connection', 'file-blocked'],
  ] as const)('that answers %s is named: %s', async (_, answer, code) => {
    vi.useFakeTimers()
    web = () => answer
    expect(await failure(folder)).toMatchObject({ code })
  })

  it('without a network says so at once', async () => {
    vi.stubGlobal('navigator', { onLine: false })
    web = () => 'no connection'
    await expect(open(folder)).rejects.toMatchObject({ code: 'offline' })
  })

  it('is asked again after an answer that may pass', async () => {
    vi.useFakeTimers()
    const files = site({ 'metadata.json': json(vision), 'model.onnx': { body: model } })
    const seen = new Set<string>()
    web = (url) => {
      if (seen.has(url)) return files(url)
      seen.add(url)
      return { status: 503, headers: { 'retry-after': '1' } }
    }
    expect(await failure(folder)).toBe('opened')
  })

  it('with a Git LFS pointer in the place of a text says so', async () => {
    web = site({
      'config.json': { body: 'version https://git-lfs.github.com/spec/v1\noid sha256:1' },
    })
    await expect(open(folder)).rejects.toMatchObject({ code: 'file-is-lfs-pointer' })
  })
})

describe('a model on the web by its own address', () => {
  it('comes into the store, and opens', async () => {
    web = site({ 'net.onnx': { body: model } })
    const { manifest } = await open(`${folder}net.onnx`)
    expect(manifest).toMatchObject({ id: 'net', base: folder, model: 'net.onnx', task: 'tensors' })
    expect(requests.filter((request) => request === `GET ${folder}net.onnx`)).toHaveLength(1)
  })

  it('brings the data files that it names itself', async () => {
    web = site({
      'net.onnx': { body: withData('weights/w.bin') },
      'weights/w.bin': { body: 'wwww' },
    })
    const { manifest } = await open(`${folder}net.onnx`)
    expect(manifest.files).toEqual([
      { path: 'net.onnx', sizeBytes: withData('weights/w.bin').length },
      { path: 'weights/w.bin', sizeBytes: 4 },
    ])
  })

  it.each(['../../secret.bin', 'https://evil.example/w.bin', '/etc/passwd'])(
    'that names %j is refused, and that place is not asked',
    async (location) => {
      web = site({ 'net.onnx': { body: withData(location) } })
      await expect(open(`${folder}net.onnx`)).rejects.toMatchObject({ code: 'path-refused' })
      expect(requests.filter((request) => !request.includes(folder))).toEqual([])
    },
  )

  it('that is not there is missing', async () => {
    web = () => missing
    await expect(open(`${folder}net.onnx`)).rejects.toMatchObject({
      code: 'file-missing',
      facts: { path: 'net.onnx' },
    })
  })

  it('in the format of ONNX Runtime alone is refused without a request', async () => {
    await expect(open(`${folder}net.ort`)).rejects.toMatchObject({ code: 'file-is-other-format' })
    expect(requests).toEqual([])
  })
})

describe('a repository of the hub', () => {
  const hub = 'https://huggingface.co'
  const base = `${hub}/o/n/resolve/main/`
  const entry = (path: string, lfs?: string) => ({
    type: 'file',
    path,
    size: 7,
    oid: 'f'.repeat(40),
    ...(lfs !== undefined && { lfs: { oid: lfs, size: 7, pointerSize: 130 } }),
  })
  const hash = 'a'.repeat(64)

  function repository(pages: readonly unknown[][], next: (page: number) => string) {
    const texts = site({ 'metadata.json': json(vision) }, base)
    return (url: string): Fake => {
      const at = /\/api\/models\/o\/n\/tree\/main\?recursive=true(?:&cursor=(\d))?$/.exec(url)
      if (at === null) return texts(url)
      const number = Number(at[1] ?? 0)
      const link = number + 1 < pages.length ? { link: `<${next(number + 1)}>; rel="next"` } : {}
      return { ...json(pages[number]), headers: link }
    }
  }
  const cursor = (number: number) =>
    `${hub}/api/models/o/n/tree/main?recursive=true&cursor=${number}`

  it('is known by the hub’s own list, page after page, with sizes and hashes', async () => {
    web = repository(
      [
        [entry('.gitattributes'), { type: 'directory', path: 'onnx' }],
        [entry('metadata.json')],
        [entry('model.onnx', hash)],
      ],
      cursor,
    )
    const { manifest } = await open(base)
    expect(manifest).toMatchObject({
      id: 'o/n',
      base,
      files: [{ path: 'model.onnx', sizeBytes: 7, sha256: hash }],
    })
    expect(requests).toEqual([
      `GET ${hub}/api/models/o/n/tree/main?recursive=true`,
      `GET ${cursor(1)}`,
      `GET ${cursor(2)}`,
      `GET ${base}metadata.json`,
    ])
  })

  it.each(['https://evil.example/list', cursor(0), cursor(1)])(
    'whose list goes on at %s is not followed elsewhere or for ever',
    async (next) => {
      web = repository([[entry('metadata.json')], [entry('model.onnx')], []], () => next)
      await open(base).catch(() => {})
      expect(requests.length).toBeLessThan(6)
      expect(requests.filter((request) => !request.includes(hub))).toEqual([])
    },
  )

  it('is opened with the model that the link names, from the folder above onnx/', async () => {
    web = repository([[entry('metadata.json'), entry('onnx/a.onnx'), entry('onnx/b.onnx')]], cursor)
    const { manifest, author } = await open(`${base}onnx/b.onnx`)
    expect([manifest.base, manifest.model, author.model]).toEqual([
      base,
      'onnx/b.onnx',
      'onnx/b.onnx',
    ])
    await expect(open(`${base}onnx/c.onnx`)).rejects.toMatchObject({ code: 'file-missing' })
  })

  it.each([
    [{ status: 401, ...json({ error: 'Invalid username or password.' }) }, 'file-forbidden'],
    [missing, 'file-missing'],
    [json({ error: 'no list' }), 'file-damaged'],
    [{ body: '[{' }, 'file-damaged'],
    [json([{ type: 'file', path: 7 }, null, 'x', entry('../../x.onnx')]), 'export-unrecognised'],
  ] as const)('that answers %j is named: %s', async (answer, code) => {
    web = () => answer
    await expect(open(base)).rejects.toMatchObject({ code })
  })

  it('with thousands of files is not one export', async () => {
    web = () => json(Array.from({ length: 2001 }, (_, index) => entry(`${index}.txt`)))
    await expect(open(base)).rejects.toMatchObject({ code: 'too-many-files' })
  })
})

describe('a demo of this very site', () => {
  const site2 = 'https://site.example.org/demo/'
  const manifest = { id: 'a', base: 'models/a/', model: 'm.onnx', files: [], task: 'tensors' }

  it('is known by the site’s own list', async () => {
    web = site({ 'models/index.json': json({ demos: [manifest] }) }, site2)
    const described = await open(`${site2}models/a/`)
    expect(described.manifest).toEqual({ ...manifest, base: `${site2}models/a/` })
    expect(requests).toEqual([`GET ${site2}models/index.json`])
  })

  it('is read like any other folder when it is on no list, or on another site’s', async () => {
    web = site(
      { 'metadata.json': json(vision), 'model.onnx': { body: model } },
      `${site2}models/b/`,
    )
    expect((await open(`${site2}models/b/`)).manifest.layout).toBe('transformer-builder')
    web = site({ 'index.json': json({ demos: [manifest] }) }, 'https://evil.example/models/')
    await open('https://evil.example/models/a/').catch(() => {})
    expect(requests).not.toContain('GET https://evil.example/models/index.json')
  })
})
