import { expect, it, vi } from 'vitest'
import { startOrt } from './ort.ts'
import type { GluePlace } from './raw-module.ts'

vi.mock('./ort-cpu.ts', () => {
  throw new TypeError('Failed to fetch dynamically imported module')
})

/** A build whose package starts its runtime at the first session, as it does. */
const { starts } = vi.hoisted(() => ({ starts: [] as unknown[] }))
vi.mock('./ort-jspi.ts', () => {
  const glue: GluePlace = {}
  const start = (config: object) => glue.keeper?.factory(config)
  const wasm: { wasmPaths?: unknown } = {}
  const create = async () => {
    if (starts.length === 0) starts.push(wasm.wasmPaths, await start({ PTR_SIZE: 4 }))
    return { release: () => Promise.resolve() }
  }
  const ort = { env: { wasm }, InferenceSession: { create } }
  // Of the glue itself: it gives what it is given.
  const mjs = 'data:text/javascript,export default (config) => Promise.resolve(config)'
  return {
    default: start,
    glue,
    here: 'https://vitrine.example/assets/ort.js',
    mjs,
    wasm: 'a.wasm',
    ort,
  }
})

it('a build that does not load is told as that, whatever the browser says of it', async () => {
  await expect(startOrt('cpu', 1)).rejects.toMatchObject({ code: 'runtime-unavailable' })
})

it('a build is started once, by way of the file that keeps its module, however often it is asked for', async () => {
  vi.stubGlobal('self', { location: { protocol: 'https:' } })
  const first = await startOrt('jspi', 1)
  const second = await startOrt('jspi', 1)
  expect(first.module).toEqual({ PTR_SIZE: 4 })
  expect(second.module).toBe(first.module)
  expect(starts).toEqual([
    {
      mjs: 'https://vitrine.example/assets/ort.js',
      wasm: 'https://vitrine.example/assets/a.wasm',
    },
    first.module,
  ])
  vi.unstubAllGlobals()
})
