import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { everyAsked } from '../../../testing/asked-builders.ts'
import { callsOfCurl, parseModule, parsePython } from '../../../testing/code-syntax.ts'
import { injectionStrings } from '../../../testing/injection-strings.ts'
import { python } from '../../../testing/python-program.ts'
import type { Manifest } from '../../../protocol/manifest.ts'
import packageJson from '../../../../package.json' with { type: 'json' }
import { apiCall, curlSnippet } from './curl.ts'
import { jsonText } from './literals.ts'
import { moduleSnippet } from './module.ts'
import { pythonSnippet } from './python/python.ts'
import { packageVersions, webSnippet } from './web/web.ts'

const breakingOut = [
  'plain',
  '__proto__',
  `'; import os; os.system('x') #`,
  `"); canary = 1; //`,
  '`${canary = 1}`',
  '"""\ncanary = 1\n"""',
  `'$(touch canary)'`,
  '\\',
  '\\u0022',
  'a\r\nb\u2028c\u2029d\u202ee',
  '*/ canary /*',
  '{canary}',
  '-o x',
  '\ud83d',
  '',
  // One of each kind; all of them in one text besides, as far as a line takes it.
  ...injectionStrings.filter((_, i) => i % 60 === 0),
  injectionStrings.join(' '),
]

describe('code for every kind of model', () => {
  it('is JavaScript, whatever its export says of itself', () => {
    for (const text of breakingOut) {
      for (const asked of everyAsked(text)) {
        for (const make of [webSnippet, moduleSnippet]) {
          const { code } = make(asked)
          const check = () => parseModule(code)
          expect(check, `${asked.manifest.task}: ${text}\n${code}`).not.toThrow()
        }
      }
    }
  }, 60_000)

  it.skipIf(python === undefined)(
    'is Python, whatever its export says of itself',
    () => {
      const codes = breakingOut.flatMap((text) =>
        everyAsked(text).map((asked) => pythonSnippet(asked).code),
      )
      expect(() => parsePython(codes)).not.toThrow()
    },
    60_000,
  )

  it('has as many strings in it with a hostile text as with a plain one', () => {
    // Were a text to leave its string, there would be other words outside of strings.
    const bare = (code: string) =>
      code
        .replace(/^(\/\/|#).*$/gm, '')
        .replace(/"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'/g, '""')
        .replace(/\s+/g, '')
    const plain = everyAsked('a plain text')
    for (const text of breakingOut.filter((one) => !/^\w*$/.test(one))) {
      everyAsked(text).forEach((asked, i) => {
        // A name that no file could have is not taken, and numbers that are none become others.
        if (asked.manifest.task === 'tensors' || asked.isLocal) return
        for (const make of [webSnippet, pythonSnippet]) {
          expect(bare(make(asked).code)).toBe(bare(make(plain[i]!).code))
        }
      })
    }
  }, 60_000)
})

describe('a line for curl', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-curl-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  const all = breakingOut.flatMap(everyAsked)

  it('hands curl the body, and nothing else to the shell', () => {
    const without = all.filter(({ manifest }) => !('preprocessing' in manifest))
    const unlike = new Map(without.map((one) => [curlSnippet(one).code, one]))
    const [codes, asked] = [[...unlike.keys()], [...unlike.values()]]
    const calls = callsOfCurl(codes, folder)
    expect(calls).toHaveLength(asked.length)
    for (const [i, { args }] of calls.entries()) {
      const { path, body } = apiCall(asked[i]!)
      expect(args.slice(0, 3)).toEqual(['-X', 'POST', `http://localhost:5173/api/${path}`])
      expect(args.slice(3, 6)).toEqual(['-H', 'Content-Type: application/json', '-d'])
      expect(args[6]).toBe(jsonText(body))
      expect(JSON.parse(args[6]!)).toEqual(JSON.parse(JSON.stringify(body)))
    }
    expect(readdirSync(folder)).toEqual([])
  }, 60_000)

  it('hands it a picture through a pipe, however that is called', () => {
    const isName = (name: string) => /^[^/\0\p{Cs}]{1,99}$/u.test(name) && !/^\.*$/.test(name)
    const asked = all.filter(
      ({ manifest }) =>
        manifest.task === 'image-classification' && isName(apiCall(asking(manifest)).picture!),
    )
    const names = new Set(asked.map((one) => apiCall(one).picture!))
    const folderOfPictures = join(folder, 'pictures')
    mkdirSync(folderOfPictures)
    for (const name of names) writeFileSync(join(folderOfPictures, name), `bytes of ${name}`)
    expect(names.size).toBeGreaterThan(5)
    const calls = callsOfCurl(
      asked.map((one) => curlSnippet(one).code),
      folderOfPictures,
    )
    for (const [i, { args, input }] of calls.entries()) {
      const { body, picture } = apiCall(asked[i]!)
      expect(args.at(-1)).toBe('@-')
      const { image, ...rest } = JSON.parse(input) as { image: string }
      expect(Buffer.from(image, 'base64').toString()).toBe(`bytes of ${picture}`)
      expect(rest).toEqual(body)
    }
    expect(new Set(readdirSync(folderOfPictures))).toEqual(names)
  }, 60_000)
})

const asking = (manifest: Manifest) => ({
  manifest,
  run: undefined,
  site: 'https://a.test/',
  isLocal: false,
})

it('asks for the packages’ versions that this site uses', () => {
  expect(packageJson.dependencies).toMatchObject(packageVersions)
})
