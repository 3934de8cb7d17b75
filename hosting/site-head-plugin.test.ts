import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build } from 'vite'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ExportsApi } from './exports-plugin.ts'
import { buildPictures } from '../src/testing/builders.ts'
import { siteHeadPlugin, siteUrl } from './site-head-plugin.ts'

const sources = fileURLToPath(new URL('../public/models/cifar10/', import.meta.url))
const one = {
  root: sources,
  builtIn: false,
  manifest: buildPictures({
    id: 'one',
    title: 'Cats & "dogs" <b>',
    description: 'Tells cats from dogs.',
    examples: [],
  }),
}
const two = { ...one, manifest: buildPictures({ id: 'two', title: 'Two' }) }

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vitrine-head-'))
})
afterAll(() => rm(folder, { recursive: true }))

/** A page with these demos, built; its HTML and its picture. */
async function built(demos: Awaited<ReturnType<ExportsApi['demos']>>, env = {}) {
  const exports = { name: 'vitrine-exports', api: { demos: () => Promise.resolve(demos) } }
  const html =
    '<html><head><title>Vitrine</title><meta name="description" content="x" /></head></html>'
  await build({
    root: folder,
    configFile: false,
    logLevel: 'silent',
    plugins: [
      exports,
      siteHeadPlugin(env),
      {
        name: 'page',
        resolveId: (id) => (id.endsWith('index.html') ? id : null),
        load: (id) => (id.endsWith('index.html') ? html : null),
      },
    ],
  })
  const page = await readFile(join(folder, 'dist/index.html'), 'utf8')
  return { page, picture: await readFile(join(folder, 'dist/preview.png')) }
}

describe('the head of a site', () => {
  it('of one demo is that demo’s, with nothing of its text become markup', async () => {
    const { page, picture } = await built([one], { VITRINE_URL: 'https://a.example/cats' })
    expect(page).toContain('<title>Cats &amp; &quot;dogs&quot; &lt;b></title>')
    expect(page).toContain('<meta name="description" content="Tells cats from dogs."')
    expect(page).toContain('property="og:image" content="https://a.example/cats/preview.png"')
    expect(page).toContain('name="vitrine-only" content="one"')
    expect(page).not.toContain('<b>')
    // Width and height, as a PNG says them.
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([1200, 630])
  })

  it('of several stays Vitrine’s own', async () => {
    const { page } = await built([one, two])
    expect(page).toContain('<title>Vitrine</title>')
    expect(page).toContain('property="og:image" content="preview.png"')
    expect(page).not.toContain('vitrine-only')
  })
})

describe('where a site will lie', () => {
  it.each([
    [{}, undefined],
    [{ VITRINE_URL: 'https://a.example/b' }, 'https://a.example/b/'],
    [{ VERCEL_PROJECT_PRODUCTION_URL: 'a.vercel.app' }, 'https://a.vercel.app/'],
    [{ NETLIFY: 'true', URL: 'https://a.netlify.app' }, 'https://a.netlify.app/'],
    [{ URL: 'https://anything.example' }, undefined],
    [{ CF_PAGES_URL: 'https://a.pages.dev' }, 'https://a.pages.dev/'],
  ])('is what %o says', (env, url) => expect(siteUrl(env)).toBe(url))

  it.each(['a.example', 'javascript:alert(1)'])('is no such thing as %s', (VITRINE_URL) => {
    expect(() => siteUrl({ VITRINE_URL })).toThrow(/VITRINE_URL/)
  })
})
