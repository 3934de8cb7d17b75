import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { createTensors } from '../pipelines/tensors.ts'
import { VitrineError, type ErrorCode } from '../protocol/errors.ts'
import { sentenceOf } from '../protocol/messages.ts'
import type { StartedOrt } from '../runtime/ort.ts'
import { openSession, type RuntimeSession } from '../runtime/session.ts'
import { hostileKinds } from '../testing/hostile-kinds.ts'
import { bitFlips, damagedModels, goodModel } from '../testing/hostile-models.ts'
import { createFakeFileServer } from '../testing/fake-file-server.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { describeFile, listening, pageOrigin, storeUnderTest } from '../testing/store-under-test.ts'
import { browserPlatform } from './browser-platform.ts'
import { createPipeline } from './pipelines.ts'
import { describeLocal } from './folders/describe-local.ts'
import { createGatherer } from './gather-files.ts'
import { gatherModel } from './model-files.ts'

type Bytes = Uint8Array<ArrayBuffer>
type End = ErrorCode | 'runs'

const pageUrl = 'https://vitrine.example/app/'
/** What no visitor should ever read. */
const leaked = /\/mnt\/|\.cc:\d|undefined|\[object|0x[0-9a-f]{6}|NaN/

/** As a worker does it: what is it, may it run here, does it load, what does it answer. */
async function answerOf(ort: StartedOrt, name: string, bytes: Bytes) {
  const path = `${name}.onnx`
  const source = { kind: 'files', name: path, files: [{ path, file: new Blob([bytes]) }] } as const
  const { manifest, files } = await describeLocal(source, {})
  const gatherer = createGatherer(
    { manifest, pageUrl, ...(files && { files }) },
    { fetch: () => Promise.reject(new Error('nothing of this is fetched')) },
    { signal: new AbortController().signal, report: () => {} },
  )
  const variant = { model: manifest.model, files: manifest.files }
  const { read } = await gatherModel(variant, { manifest, pageUrl, gatherer })
  const session = await openSession(
    ort,
    { build: 'cpu', threads: 1, reasons: [], threadReasons: [] },
    { requested: 'wasm', filesFor: () => read(path) },
  )
  await createPipeline(manifest, {
    session,
    read: () => Promise.reject(new Error('no tokenizer')),
    loadPictureDecoder: browserPlatform.loadPictureDecoder,
  })
  const result = await createTensors({ session }).run(
    { tensors: zerosFor(session) },
    {
      signal: { aborted: false },
      breathe: () => Promise.resolve(),
      now: () => performance.now(),
      report: () => {},
    },
  )
  return result.outputs
}

function zerosFor({ inputs }: RuntimeSession) {
  return Object.fromEntries(
    inputs.map(({ name, type, dims }) => {
      const sizes = dims.map((size) => (typeof size === 'number' && size > 0 ? size : 1))
      const count = sizes.reduce((product, size) => product * size, 1)
      // The form of the page says it in the same words.
      if (count > 1e6) throw new VitrineError('tensor-invalid', { tensor: name, problem: 'Large' })
      const zero = type === 'bool' ? false : type === 'string' ? '' : 0
      return [name, { type, dims: sizes, data: Array.from({ length: count }, () => zero) }]
    }),
  )
}

interface Told {
  readonly end: End
  /** In which that is told to the visitor; empty where it runs. */
  readonly sentence: string
}

async function endOf(ort: StartedOrt, name: string, bytes: Bytes): Promise<Told> {
  try {
    await answerOf(ort, name, bytes)
    return { end: 'runs', sentence: '' }
  } catch (error) {
    if (!(error instanceof VitrineError)) throw error
    return { end: error.code, sentence: sentenceOf(error) }
  }
}

/** Why the sentence will not do. */
function faultOf({ end, sentence }: Told): string | undefined {
  if (end === 'runs') return undefined
  if (leaked.test(sentence)) return `it says too much: ${sentence}`
  const count = sentence.split(/\s+/).length
  if (count > 40 || count < 8) return `it has ${count} words: ${sentence}`
  return sentence.endsWith('.') ? undefined : `it does not end: ${sentence}`
}

beforeAll(() => {
  // The runtime writes its own account of each of them.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  // Node has none before its version 21.
  vi.stubGlobal('navigator', {})
})
afterAll(() => vi.restoreAllMocks())

describe('a hostile model', () => {
  const kinds = hostileKinds.filter(({ isHeavy }) => isHeavy !== true)
  const starting = startNodeOrt()

  it.each(kinds)('of the kind “$name” ends as $ends', async ({ name, bytes, ends }) => {
    const told = await endOf(await starting, name, bytes)
    expect(told.end).toBe(ends)
    expect(faultOf(told)).toBeUndefined()
  })

  it('without outputs is said to have none', async () => {
    const { bytes } = hostileKinds.find(({ name }) => name === 'no-outputs')!
    await expect(answerOf(await starting, 'no-outputs', bytes)).rejects.toMatchObject({
      facts: { problem: 'It has no outputs' },
    })
  })

  it('that breaks the runtime off is not called a matter of versions', async () => {
    const { bytes } = hostileKinds.find(({ name }) => name === 'attention-sizes')!
    const failing = answerOf(await startNodeOrt(), 'attention', bytes)
    await expect(failing).rejects.toMatchObject({
      code: 'model-rejected',
      facts: { problem: expect.stringContaining('broke off') as string },
      detail: expect.stringContaining('RuntimeError') as string,
    })
  })
})

describe('a thousand damaged models', () => {
  const seed = 20261120
  const models = damagedModels(seed, 1000)
  const nameless: readonly End[] = ['unexpected', 'worker-died', 'aborted']

  it('end as a named error or an answer, and the good one is right after every hundred', async () => {
    const ort = await startNodeOrt()
    const before = await answerOf(ort, 'good', goodModel())
    const ends = new Map<End, number>()
    for (let start = 0; start < models.length; start += 100) {
      for (const { name, bytes } of models.slice(start, start + 100)) {
        const told = await endOf(ort, name, bytes)
        const { end } = told
        const which = `${name} of seed ${seed}`
        expect(nameless, which).not.toContain(end)
        expect(faultOf(told), which).toBeUndefined()
        ends.set(end, (ends.get(end) ?? 0) + 1)
      }
      expect(await answerOf(ort, 'good', goodModel())).toEqual(before)
    }
    console.info(`seed ${seed}:`, Object.fromEntries(ends))
    // Else the damage would be such as nobody could meet.
    expect(ends.get('model-damaged')).toBeGreaterThan(400)
    expect(ends.get('runs')).toBeGreaterThan(50)
    expect(ends.size).toBeGreaterThan(6)
  }, 120_000)
})

describe('a file whose hash is known', () => {
  it('is never one of a thousand copies with a single flipped bit', async () => {
    const good = goodModel()
    const file = describeFile(good)
    const url = `${pageOrigin}/models/good/model.onnx`
    const refusals = new Map<string, number>()
    for (const copy of bitFlips(good, 5, 1000)) {
      const server = createFakeFileServer(copy, [], { chunkBytes: 4096 })
      const { store, opfs } = storeUnderTest(server)
      const fetching = store.fetch(url, file, listening().context)
      const code = await fetching.then(
        () => 'accepted',
        (error: unknown) => (error instanceof VitrineError ? error.code : String(error)),
      )
      refusals.set(code, (refusals.get(code) ?? 0) + 1)
      expect([...opfs.files.keys()]).toEqual([])
    }
    expect(refusals.get('accepted')).toBeUndefined()
    expect(refusals.get('file-damaged')).toBeGreaterThan(990)
  }, 60_000)
})
