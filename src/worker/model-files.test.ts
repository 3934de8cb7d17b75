import { beforeAll, describe, expect, it, vi } from 'vitest'
import type { Kept, LoadProgress } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { ExportFile, TensorsManifest } from '../protocol/manifest.ts'
import type { LocalFiles } from '../protocol/source.ts'
import { openSession } from '../runtime/session.ts'
import { startNodeOrt } from '../testing/node-ort.ts'
import { float32s, onnxModel } from '../testing/onnx-writer.ts'
import { createGatherer, isVerified, keptOf, sizeOf } from './gather-files.ts'
import { gatherModel } from './model-files.ts'

const pageUrl = 'https://vitrine.example/app/'
const starting = startNodeOrt()
const weights = float32s([1, 2, 3, 4])

/** y = x + w, with w in a file beside it. */
const adding = (location: string) =>
  onnxModel({
    inputs: [{ name: 'x', dims: [4] }],
    outputs: [{ name: 'y', dims: [4] }],
    nodes: [{ op: 'Add', inputs: ['x', 'w'], outputs: ['y'] }],
    initialisers: [{ name: 'w', dims: [4], external: { location, offset: 0, length: 16 } }],
  })

interface SetUp {
  /** What the server has, by address. */
  readonly web?: Readonly<Record<string, Uint8Array>>
  readonly device?: Readonly<Record<string, Uint8Array>>
  readonly files: readonly ExportFile[]
  readonly base?: string
  readonly encoder?: string
  readonly verified?: boolean
  readonly kept?: Exclude<Kept, { where: 'device' }>
}

function read({ web = {}, device, files, base = './', encoder, verified = false, kept }: SetUp) {
  const manifest: TensorsManifest = {
    task: 'tensors',
    id: 'adding',
    title: 'Adding',
    description: '',
    layout: 'graph',
    reasons: [],
    base,
    files,
    model: files[0]!.path,
    inputs: [],
    outputs: [],
  }
  const local: LocalFiles | undefined =
    device && new Map(Object.entries(device).map(([path, bytes]) => [path, blobOf(bytes)]))
  const fetched: string[] = []
  const log: LoadProgress[] = []
  const gatherer = createGatherer(
    { manifest, pageUrl, ...(local && { files: local }) },
    {
      fetch(url, { path }) {
        fetched.push(url)
        const bytes = web[url]
        if (bytes === undefined) return Promise.reject(new VitrineError('file-missing', { path }))
        return Promise.resolve({
          blob: blobOf(bytes),
          verified,
          kept: kept ?? { where: 'opfs' },
          wasStored: false,
        })
      },
    },
    { signal: new AbortController().signal, report: (step) => log.push(step) },
  )
  const variant = { model: manifest.model, files, ...(encoder !== undefined && { encoder }) }
  const reading = gatherModel(variant, { manifest, pageUrl, gatherer }).then(
    async ({ gathered, read: readGraph }) => ({
      gathered,
      files: await readGraph(variant.model),
      encoderFiles: await readGraph(encoder ?? variant.model),
    }),
  )
  return { reading, fetched, log }
}

function blobOf(bytes: Uint8Array): Blob {
  return new Blob([new Uint8Array(bytes)])
}

beforeAll(() => {
  // Node has none before its version 21.
  vi.stubGlobal('navigator', {})
})

async function runOn(reading: ReturnType<typeof read>['reading']) {
  const { files } = await reading
  const choice = { build: 'cpu', threads: 1, reasons: [], threadReasons: [] } as const
  const session = await openSession(await starting, choice, {
    requested: 'wasm',
    filesFor: () => Promise.resolve(files),
  })
  const x = { type: 'float32', dims: [4], data: Float32Array.of(1, 1, 1, 1) } as const
  return (await session.run({ x })).y?.data
}

const model = { path: 'onnx/model.onnx' }

describe('the files of a model', () => {
  it('come from the device, with the data files that the graph names, however it spells them', async () => {
    for (const location of ['w.bin', './w.bin', 'deep//w.bin']) {
      const path = `onnx/${location.replace('./', '').replace('//', '/')}`
      const { reading, fetched } = read({
        device: { 'onnx/model.onnx': adding(location), [path]: weights },
        base: 'local:1/',
        files: [model, { path }],
      })
      expect(await runOn(reading), location).toEqual(Float32Array.of(2, 3, 4, 5))
      const { gathered } = await reading
      expect(keptOf(gathered)).toEqual({ where: 'device' })
      expect(isVerified(gathered)).toBe(false)
      expect(fetched).toEqual([])
    }
  })

  it('come from where the export lies, with a data file that only the graph knows of', async () => {
    const folder = 'https://else.example/a%20b/onnx/'
    const { reading, fetched, log } = read({
      base: 'https://else.example/a%20b/',
      web: { [`${folder}model.onnx`]: adding('w #1.bin'), [`${folder}w%20%231.bin`]: weights },
      files: [model],
    })
    expect(await runOn(reading)).toEqual(Float32Array.of(2, 3, 4, 5))
    expect(fetched).toEqual([`${folder}model.onnx`, `${folder}w%20%231.bin`])
    const { gathered } = await reading
    expect(sizeOf(gathered)).toBe(adding('w #1.bin').length + 16)
    const last = log.at(-1)!
    expect(last).toMatchObject({ stage: 'prepare', totalBytes: sizeOf(gathered) })
    expect(last.loadedBytes).toBe(last.totalBytes)
  })

  it('are as well kept as the worst kept of them', async () => {
    const site = 'https://vitrine.example/app/onnx/model.onnx'
    const kept = { where: 'nowhere', why: 'storage-full' } as const
    const plain = onnxModel({
      outputs: [{ name: 'y', dims: [1] }],
      inputs: [{ name: 'y', dims: [1] }],
    })
    const { reading } = read({ web: { [site]: plain }, files: [model], kept })
    expect(keptOf((await reading).gathered)).toEqual(kept)
  })

  it('of this site, proved by their hashes, are not looked into', async () => {
    const site = 'https://vitrine.example/app/onnx/model.onnx'
    const web = { [site]: new TextEncoder().encode('<!doctype html>'), [`${site}_data`]: weights }
    const files = [model, { path: 'onnx/model.onnx_data' }]
    const { files: ready } = await read({ web, files, verified: true }).reading
    expect(ready.external.map(({ path }) => path)).toEqual(['model.onnx_data'])
    await expect(read({ web, files }).reading).rejects.toMatchObject({ code: 'file-is-web-page' })
  })

  it('of this site with data files of unusual names are looked into for those', async () => {
    const site = 'https://vitrine.example/app/onnx/'
    const { reading } = read({
      web: { [`${site}model.onnx`]: adding('w.bin'), [`${site}w.bin`]: weights },
      files: [model, { path: 'onnx/w.bin' }],
      verified: true,
    })
    expect(await runOn(reading)).toEqual(Float32Array.of(2, 3, 4, 5))
  })

  it('are those of both halves of an encoder–decoder, each with its own data', async () => {
    const paths = ['decoder.onnx', 'encoder.onnx'].map((name) => ({ path: `onnx/${name}` }))
    const setUp = { files: paths, encoder: 'onnx/encoder.onnx' }
    const namesOf = async ({ reading }: ReturnType<typeof read>) => {
      const { files, encoderFiles } = await reading
      return [files, encoderFiles].flatMap(({ path, external }) => [
        path,
        ...external.map((weight) => weight.path),
      ])
    }
    const known = {
      'onnx/decoder.onnx': adding('d.bin'),
      'onnx/encoder.onnx': adding('e.bin'),
      'onnx/d.bin': weights,
      'onnx/e.bin': weights,
    }
    const fromDevice = read({ ...setUp, device: known, base: 'local:1/' })
    const expected = ['onnx/decoder.onnx', 'd.bin', 'onnx/encoder.onnx', 'e.bin']
    expect(await namesOf(fromDevice)).toEqual(expected)
    const { totalBytes } = fromDevice.log.at(-1)!
    expect(totalBytes).toBe(Object.values(known).reduce((sum, bytes) => sum + bytes.length, 0))

    const { 'onnx/e.bin': _, ...lacking } = known
    await expect(
      read({ ...setUp, device: lacking, base: 'local:1/' }).reading,
    ).rejects.toMatchObject({ code: 'export-incomplete', facts: { path: 'onnx/e.bin' } })

    const site = 'https://vitrine.example/app/onnx/'
    const own = read({
      encoder: setUp.encoder,
      files: [...paths, { path: 'onnx/decoder.onnx_data' }, { path: 'onnx/encoder.onnx_data' }],
      web: Object.fromEntries(
        ['decoder.onnx', 'decoder.onnx_data', 'encoder.onnx', 'encoder.onnx_data'].map((name) => [
          `${site}${name}`,
          weights,
        ]),
      ),
      verified: true,
    })
    expect(await namesOf(own), 'by their names alone').toEqual([
      'onnx/decoder.onnx',
      'decoder.onnx_data',
      'onnx/encoder.onnx',
      'encoder.onnx_data',
    ])
  })

  it.each<[string, SetUp, string, object]>([
    [
      'a data file that is not in the folder',
      { device: { 'onnx/model.onnx': adding('w.bin') }, base: 'local:1/', files: [model] },
      'export-incomplete',
      { path: 'onnx/w.bin' },
    ],
    [
      'a data file that the server does not have',
      { web: { 'https://vitrine.example/app/onnx/model.onnx': adding('w.bin') }, files: [model] },
      'file-missing',
      { path: 'onnx/w.bin' },
    ],
    [
      'a data file that is too short',
      {
        device: { 'onnx/model.onnx': adding('w.bin'), 'onnx/w.bin': weights.subarray(0, 8) },
        base: 'local:1/',
        files: [model, { path: 'onnx/w.bin' }],
      },
      'model-damaged',
      { path: 'onnx/w.bin' },
    ],
    [
      'a data file outside the folder',
      {
        device: { 'onnx/model.onnx': adding('../../secret'), secret: weights },
        base: 'local:1/',
        files: [model],
      },
      'path-refused',
      { path: '../../secret' },
    ],
    [
      'a model that was in the folder once',
      { device: {}, base: 'local:1/', files: [model] },
      'export-incomplete',
      { path: 'onnx/model.onnx' },
    ],
  ])('are refused by name for %s', async (_, setUp, code, facts) => {
    await expect(read(setUp).reading).rejects.toMatchObject({ code, facts })
  })
})
