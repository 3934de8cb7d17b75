import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listSite } from './service-worker-plugin.ts'

/** A built site in small. */
const files = [
  'index.html',
  '404.html',
  'theme.js',
  'manifest.webmanifest',
  'sw.js',
  'licenses.md',
  'vercel.json',
  'assets/index-COkg_DeD.css',
  'assets/index-mGAIpt87.js',
  'assets/ort-cpu-DViGaZEL.js',
  'assets/ort-wasm-simd-threaded-DcHrbrbl.wasm',
  'link-worker/link-worker-BBPz1Nhd.js',
  'models/index.json',
  'models/cifar10/model.onnx',
  'models/cifar10/examples/frog.jpg',
]

describe('what the build lists for the service worker', () => {
  let site = ''
  beforeEach(async () => {
    site = await mkdtemp(join(tmpdir(), 'vitrine-site-'))
    for (const file of files) await put(file, file)
    await put('_headers', 'X: 1')
  })
  afterEach(() => rm(site, { recursive: true, force: true }))

  async function put(file: string, content: string) {
    await mkdir(dirname(join(site, file)), { recursive: true })
    await writeFile(join(site, file), content)
  }

  it('is the shell, with neither weights nor what only hosts read', async () => {
    const { shell } = await listSite(site)
    expect(shell.map(({ path }) => path)).toEqual([
      'assets/index-COkg_DeD.css',
      'assets/index-mGAIpt87.js',
      'index.html',
      'link-worker/link-worker-BBPz1Nhd.js',
      'manifest.webmanifest',
      'models/index.json',
      'theme.js',
    ])
  })

  it('is the runtime and the pictures apart, for they are kept when they are used', async () => {
    const { runtime, pictures } = await listSite(site)
    expect(runtime.map(({ path }) => path)).toEqual([
      'assets/ort-cpu-DViGaZEL.js',
      'assets/ort-wasm-simd-threaded-DcHrbrbl.wasm',
    ])
    expect(pictures).toEqual(['models/cifar10/examples/frog.jpg'])
  })

  it('names a file by its content, as the integrity attribute does', async () => {
    await put('theme.js', '')
    const { shell } = await listSite(site)
    expect(shell.find(({ path }) => path === 'theme.js')?.hash).toBe(
      'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=',
    )
  })

  it('is another version when the headers change, and the same when nothing does', async () => {
    const before = await listSite(site)
    expect(await listSite(site)).toEqual(before)
    await put('_headers', 'X: 2')
    expect((await listSite(site)).headers).not.toBe(before.headers)
  })
})
