import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { cacheControl, headersOf } from './headers.js'
import { contentType } from './mime.js'
import { nginxFile, nginxFiles } from './nginx-file.js'

const text = nginxFile()

/** The maps by their variables: the default, and the patterns in the order in which nginx tries them. */
function readMaps(): Map<string, (path: string) => string> {
  const maps = [...text.matchAll(/^map \$uri (\$\w+) \{\n(.*?)^\}/gms)]
  return new Map(
    maps.map(([, name = '', body = '']) => {
      const [, otherwise = ''] = /^ {2}default "(.*)";$/m.exec(body) ?? []
      const rules = [...body.matchAll(/^ {2}"~(.*?)" "(.*)";$/gm)]
      const valueAt = (path: string) =>
        rules.find(([, pattern = '']) => new RegExp(pattern).test(path))?.[2] ?? otherwise
      return [name, valueAt]
    }),
  )
}

function sentAt(path: string): Record<string, string> {
  const maps = readMaps()
  const lines = [...text.matchAll(/^ {2}add_header (\S+) (?:"(.*)"|(\$\w+)) always;$/gm)]
  return Object.fromEntries(
    lines.map(([, name = '', value, variable = '']) => [
      name,
      value ?? maps.get(variable)?.(path) ?? 'no such variable',
    ]),
  )
}

describe('the configuration of nginx', () => {
  it.each(nginxFiles)('in $path is what hosting/headers.js says', ({ path, content }) => {
    const committed = readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
    expect(committed, 'run: node scripts/write-host-files.js').toBe(content())
  })

  it.each([
    '/index.html',
    '/404.html',
    '/assets/main-1.js',
    '/link-worker/link-worker-1.js',
    '/models/cifar10/model.onnx',
    '/embed/index.html',
    '/embed/',
    '/embedding.html',
    '/sw.js',
    '/vitrine.js',
  ])('sends every header at %s', (path) => {
    const inside = path.slice(1)
    const expected = { ...headersOf()(inside), 'Cache-Control': cacheControl(inside) }
    expect(sentAt(path)).toEqual(expected)
  })

  it('adds them in one place, for a location that adds one loses all others', () => {
    expect(text).not.toMatch(/^\s*location\b/m)
    const added = text.match(/^ {2}add_header /gm)
    expect(added).toHaveLength(Object.keys(headersOf()('')).length + 1)
  })

  it('has the types of the files, and falls back to no page', () => {
    for (const name of ['x.mjs', 'x.wasm', 'x.js', 'x.json', 'x.css', 'x.onnx']) {
      const type = contentType(name).split(';')[0] ?? ''
      expect(text).toMatch(new RegExp(`^ {4}${type} .*\\b${name.slice(2)}\\b.*;$`, 'm'))
    }
    expect(text).not.toMatch(/try_files|rewrite|index\.html/)
  })
})
