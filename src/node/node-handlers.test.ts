import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, vi } from 'vitest'
import { openFolder } from '../../hosting/node-folder.ts'
import { readExport } from '../exports/read-export.ts'
import type { ImageClassification } from '../protocol/picture-tasks.ts'
import type { TextGeneration } from '../protocol/tasks.ts'
import { hearingAll } from '../worker/serve.ts'
import { createNodeHandlers } from './node-handlers.ts'

const project = fileURLToPath(new URL('../..', import.meta.url))
/** The benchmarks bring the package along that a person may install. */
const bench = fileURLToPath(new URL('../../bench', import.meta.url))
const hasNative = existsSync(`${bench}/node_modules/onnxruntime-node`)
if (!hasNative) console.warn('SKIPPED: onnxruntime-node, which bench/ has when it was installed')
const models = fileURLToPath(new URL('../../public/models', import.meta.url))
const context = { signal: new AbortController().signal, report() {}, deaf: hearingAll }

async function open(id: string, root: string) {
  const folder = `${models}/${id}`
  const manifest = await readExport(await openFolder(folder, new Set()))
  const handlers = createNodeHandlers({ folder, root })
  const pageUrl = 'http://localhost/'
  const opened = await handlers.open({ manifest, pageUrl, runtime: 'auto' }, context)
  return { manifest, handlers, opened }
}

// Loading code and runtimes takes its time on a machine that does other things too.
vi.setConfig({ testTimeout: 30_000 })

describe.each([
  { name: 'WebAssembly', root: project, native: undefined, isThere: true },
  { name: 'onnxruntime-node', root: bench, native: true, isThere: hasNative },
])('on $name', ({ root, native, isThere }) => {
  it.skipIf(!isThere)('a picture has the classes that the export says it has', async () => {
    const { manifest, handlers, opened } = await open('cifar10', root)
    expect(opened.runtime).toMatchObject({ provider: 'wasm', reasons: ['no-webgpu-api'] })
    expect(opened.runtime.native).toBe(native)
    expect(opened.kept).toEqual({ where: 'device' })
    if (manifest.task !== 'image-classification') throw new Error('another task')
    for (const { image, predictions = [] } of manifest.examples) {
      const bytes = readFileSync(`${models}/cifar10/${image}`)
      const input = { image: new Blob([bytes]), topK: predictions.length }
      const result = (await handlers.run({ input }, context)) as ImageClassification
      for (const [i, { class: name, prob }] of predictions.entries()) {
        expect(result.predictions[i]?.class).toBe(name)
        expect(result.predictions[i]?.prob).toBeCloseTo(prob, 4)
      }
    }
  })

  it.skipIf(!isThere)('a text is the one that the export says it is', async () => {
    const { manifest, handlers, opened } = await open('stories', root)
    // In the wasm heap its past lies where it is; without one it goes in and out.
    expect(opened.runtime.decoding?.cache).toBe(native === true ? 'copied' : 'shared')
    if (manifest.task !== 'text-generation') throw new Error('another task')
    const { prompt, text, settings } = manifest.examples[0]!
    const input = { prompt, settings: { ...manifest.defaults, ...settings } }
    expect(((await handlers.run({ input }, context)) as TextGeneration).text).toBe(text)
  })
})

it('a file that is not there is named', async () => {
  const folder = `${models}/nowhere`
  const { manifest } = await open('penguins', project)
  const handlers = createNodeHandlers({ folder, root: project })
  const opening = handlers.open(
    { manifest, pageUrl: 'http://localhost/', runtime: 'auto' },
    context,
  )
  await expect(opening).rejects.toMatchObject({
    code: 'file-missing',
    facts: { path: 'model.onnx' },
  })
})
