import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { build } from 'vite'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import type { DemoIndex } from '../src/protocol/manifest.ts'
import { graphOf } from '../src/testing/memory-folder.ts'
import { exportsPlugin } from './exports-plugin.ts'

const home = mkdtempSync(join(tmpdir(), 'vitrine-exports-'))
afterAll(() => rmSync(home, { recursive: true }))
afterEach(() => {
  delete process.env['VITRINE_EXPORTS']
  delete process.env['VITRINE_ONLY']
})

const net = graphOf({ x: [1, 3, 8, 8] }, { y: [1, 2] })
const external = graphOf(
  { x: [1, 3, 8, 8] },
  { y: [1, 2] },
  { initialisers: [{ name: 'w', dims: [2], external: { location: 'w.bin', length: 8 } }] },
)
const custom = graphOf(
  { x: [1, 2] },
  { y: [1, 2] },
  { opsets: { '': 17, lab: 1 }, nodes: [{ op: 'Mystery', domain: 'lab' }] },
)

function write(files: Record<string, Uint8Array | string>): void {
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(home, path)), { recursive: true })
    writeFileSync(join(home, path), content)
  }
}

write({
  'site/index.html': '<!doctype html><title>Site</title>',
  'site/public/models/own/model.onnx': net,
  'site/public/models/own/README.md': 'of the built-in export',
  'hub/config.json': '{"architectures":["ViTForImageClassification"]}',
  'hub/preprocessor_config.json': '{"size":{"width":8,"height":8}}',
  'hub/model.safetensors': 'not to be published',
  'hub/onnx/model.onnx': net,
  'hub/onnx/model_q4.onnx': net,
  'hub/onnx/model_q4.onnx_data': 'weights',
  'own/model.onnx': net,
  'own/vitrine.json':
    '{"examples":[{"title":"A","image":"a.jpg"}],"preprocessing":{"width":8,"height":8}}',
  'own/a.jpg': 'picture',
  'downloads/net.onnx': external,
  'downloads/w.bin': '12345678',
  'downloads/labels.txt': 'cat\ndog\n',
  'downloads/other.onnx': net,
  'downloads/private.json': '{}',
  'broken/model.onnx': external,
  'custom/model.onnx': custom,
  'empty/notes.txt': 'nothing here',
})

async function buildWith(
  names: readonly string[],
  only = false,
): Promise<{ demos: DemoIndex['demos']; files: string[]; text: (path: string) => string }> {
  process.env['VITRINE_EXPORTS'] = JSON.stringify(names.map((name) => join(home, name)))
  process.env['VITRINE_ONLY'] = only ? '1' : ''
  const outDir = join(home, 'out')
  await build({
    root: join(home, 'site'),
    configFile: false,
    logLevel: 'silent',
    plugins: [exportsPlugin()],
    build: { outDir, emptyOutDir: true },
  })
  const text = (path: string) => readFileSync(join(outDir, 'models', path), 'utf8')
  const index = JSON.parse(text('index.json')) as DemoIndex
  const files = readdirSync(join(outDir, 'models'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(outDir, 'models/').length))
  return { demos: index.demos, files: files.sort(), text }
}

describe('exports on the site', () => {
  it('are published with all their variants and nothing else of their folders', async () => {
    const { demos, files } = await buildWith(['hub'], true)
    expect(files).toEqual([
      'hub/onnx/model.onnx',
      'hub/onnx/model_q4.onnx',
      'hub/onnx/model_q4.onnx_data',
      'index.json',
    ])
    const hashed = demos[0]?.variants?.flatMap((variant) => variant.files) ?? []
    expect(hashed).toHaveLength(3)
    expect(hashed.every(({ sha256 }) => /^[\da-f]{64}$/.test(sha256 ?? ''))).toBe(true)
  })

  it('may be a bare file, with its data, and the labels that lie beside it', async () => {
    const { demos, files } = await buildWith(['downloads/net.onnx'], true)
    expect(files).toEqual(['index.json', 'net/net.onnx', 'net/w.bin'])
    expect(demos).toMatchObject([
      { id: 'net', layout: 'graph', task: 'image-classification', labels: ['cat', 'dog'] },
    ])
  })

  it('take no name of a built-in one', async () => {
    const { demos, files } = await buildWith(['own'])
    expect(demos.map(({ id, base }) => [id, base])).toEqual([
      ['own-2', 'models/own-2/'],
      ['own', 'models/own/'],
    ])
    expect(files).toEqual([
      'index.json',
      'own-2/a.jpg',
      'own-2/model.onnx',
      'own/README.md',
      'own/model.onnx',
    ])
  })

  it('may take it when those are left out, and nothing of those stays', async () => {
    const { demos, files } = await buildWith(['own'], true)
    expect(demos.map(({ id }) => id)).toEqual(['own'])
    expect(files).toEqual(['index.json', 'own/a.jpg', 'own/model.onnx'])
  })

  it('that no browser can run say so, and why', async () => {
    const { demos } = await buildWith(['custom', 'hub'], true)
    expect(demos[0]?.notes).toEqual([
      expect.stringMatching(/^It will not run in a browser: .*“Mystery”.*“lab”/),
    ])
    expect(demos[1]?.notes).toBeUndefined()
  })

  it.each([
    ['broken', /broken: The export is not complete\. w\.bin is not in the folder/],
    ['empty', /empty: No known export lies here/],
  ])('that cannot be read end the build with one sentence: %s', async (name, sentence) => {
    await expect(buildWith([name], true)).rejects.toThrow(sentence)
  })
})
