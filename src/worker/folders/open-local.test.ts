import { BlobWriter, TextReader, ZipWriter, type ZipWriterAddDataOptions } from '@zip.js/zip.js'
import { assert, array, constantFrom, property, string } from 'fast-check'
import { describe, expect, it } from 'vitest'
import { VitrineError } from '../../protocol/errors.ts'
import { openLocal } from './open-local.ts'
import { tidyFiles } from './tidy-files.ts'

function given(...paths: string[]) {
  return paths.map((path) => ({ path, file: new Blob([`text of ${path}`]) }))
}

function open(name: string, ...paths: string[]) {
  return openLocal({ kind: 'files', name, files: given(...paths) })
}

type Content = Record<string, string>

async function zipped(contents: Content, options: ZipWriterAddDataOptions = {}): Promise<Blob> {
  const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
  for (const [path, text] of Object.entries(contents)) {
    await writer.add(path, new TextReader(text), options)
  }
  return writer.close()
}

function openZip(file: Blob, name = 'export.zip') {
  return openLocal({ kind: 'files', name, files: [{ path: name, file }] })
}

const paths = (folder: { files: readonly { path: string }[] }) =>
  folder.files.map(({ path }) => path)

function tidyOrRefused(files: readonly { path: string }[], name: string) {
  try {
    return tidyFiles(files, name).files
  } catch (error) {
    if (error instanceof VitrineError) return []
    throw error
  }
}

describe('a folder from this device', () => {
  it('is read under the names that its exporter gave, without the folder around it', async () => {
    const folder = await open('drop', 'vision/model.onnx', 'vision/onnx/a.onnx')
    expect(folder.id).toBe('vision')
    expect(paths(folder)).toEqual(['model.onnx', 'onnx/a.onnx'])
    expect(folder.files[0]?.sizeBytes).toBe(25)
    expect(await folder.readText('model.onnx')).toBe('text of vision/model.onnx')
  })

  it('of loose files keeps their names, and a bare model gives its own', async () => {
    expect(paths(await open('3 files', 'a.onnx', 'a.onnx.data'))).toEqual(['a.onnx', 'a.onnx.data'])
    expect((await open('net.onnx', 'net.onnx')).id).toBe('net')
  })

  it('is known by a base that no other export has, and that is no place on the web', async () => {
    const [one, other] = [await open('a', 'a.onnx'), await open('a', 'a.onnx')]
    expect(one.base).not.toBe(other.base)
    expect(new URL(one.base, 'https://example.org/').protocol).toBe('local:')
    expect(one.base).toMatch(/\/$/)
  })

  it('is without what systems and tools leave lying about', async () => {
    const folder = await open(
      'a',
      'a/model.onnx',
      'a/.git/config',
      'a/.DS_Store',
      '__MACOSX/a/._model.onnx',
      'a/node_modules/x/index.js',
    )
    expect(paths(folder)).toEqual(['model.onnx'])
  })

  it.each(['../model.onnx', '/etc/passwd', 'a/../../b', 'C:/a', 'a\\b', 'a/\u0000b'])(
    'with the path %j is refused',
    async (path) => {
      await expect(open('a', 'a/model.onnx', path)).rejects.toMatchObject({ code: 'path-refused' })
    },
  )

  it.each([
    ['a/Model.onnx', 'a/model.onnx'],
    ['a/\u00e9.txt', 'a/e\u0301.txt'],
    ['a.onnx', 'a.onnx'],
  ])('with %j and %j, of which one would shadow the other, is refused', async (one, other) => {
    await expect(open('a', one, other)).rejects.toMatchObject({ code: 'export-invalid' })
  })

  it('with more than 2,000 files is somebody’s home directory; clutter does not count', async () => {
    const many = (count: number, top: string) =>
      Array.from({ length: count }, (_, index) => `${top}${index}.txt`)
    await expect(open('home', ...many(2001, 'a/'))).rejects.toMatchObject({
      code: 'too-many-files',
      facts: { name: 'home', limit: 2000 },
    })
    const folder = await open('home', ...many(2000, 'a/'), ...many(500, 'a/node_modules/'))
    expect(folder.files).toHaveLength(2000)
  })

  it('gives no text of more than 50 MB, and does not read it', async () => {
    const huge = { size: 60e6, slice: () => expect.unreachable('it was read') }
    const files = [{ path: 'tokenizer.json', file: huge }]
    const folder = await openLocal({ kind: 'files', name: 'a', files })
    await expect(folder.readText('tokenizer.json')).rejects.toMatchObject({
      code: 'file-too-big',
      facts: { size: '60 MB', limit: '50 MB' },
    })
  })

  it('with something else under a model’s name says what that is', async () => {
    const files = [
      { path: 'a.onnx', file: new Blob(['version https://git-lfs.github.com/spec/v1']) },
    ]
    const folder = await openLocal({ kind: 'files', name: 'a', files })
    await expect(folder.open('a.onnx')).rejects.toMatchObject({ code: 'file-is-lfs-pointer' })
  })

  it('says so when a file has gone since it was given', async () => {
    const slice = () => ({ arrayBuffer: () => Promise.reject(new DOMException('NotFoundError')) })
    const files = [{ path: 'config.json', file: { size: 3, slice } }]
    const folder = await openLocal({ kind: 'files', name: 'a', files })
    await expect(folder.readText('config.json')).rejects.toMatchObject({ code: 'file-damaged' })
  })

  it('hands out what is asked for and there, once each', async () => {
    const folder = await open('a', 'a.onnx', 'b.txt')
    const taken = await folder.take(['a.onnx', 'a.onnx', 'missing'])
    expect([...taken.keys()]).toEqual(['a.onnx'])
  })

  it('with nothing in it holds no model', async () => {
    await expect(open('empty')).rejects.toMatchObject({ code: 'nothing-to-open' })
  })

  it('never gives a path that leaves it, whatever paths are given', () => {
    const part = constantFrom('..', '.', '', 'a', 'B', 'b', '.git', 'onnx', 'é', 'x y')
    const path = array(part, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('/'))
    const seed = 2026
    console.log(`fast-check seed ${seed}`)
    assert(
      property(array(path, { maxLength: 5 }), string(), (list, name) => {
        const files = list.map((one) => ({ path: one }))
        for (const one of tidyOrRefused(files, name)) {
          const { pathname } = new URL(encodeURI(one.path), 'x://h/')
          expect(decodeURI(pathname)).toBe(`/${one.path}`)
        }
      }),
      { numRuns: 10_000, seed },
    )
  }, 60_000)
})

describe('a zip from this device', () => {
  const contents = { 'export/model.onnx': 'weights '.repeat(1000), 'export/metadata.json': '{}' }

  it.each([
    ['deflated', {}],
    ['stored', { level: 0 }],
  ] as const)('whose entries are %s reads like the folder in it', async (_, options) => {
    const folder = await openZip(await zipped(contents, options))
    expect(folder.id).toBe('export')
    expect(folder.files).toEqual([
      { path: 'model.onnx', sizeBytes: 8000 },
      { path: 'metadata.json', sizeBytes: 2 },
    ])
    expect(await folder.readText('model.onnx')).toBe(contents['export/model.onnx'])
    const [model] = (await folder.take(['model.onnx'])).values()
    expect(model?.size).toBe(8000)
  })

  it('is called by its own name when no folder is in it', async () => {
    expect((await openZip(await zipped({ 'model.onnx': 'x' }), 'my-export.zip')).id).toBe(
      'my-export',
    )
  })

  it('made on Windows may have the separators of Windows', async () => {
    expect(
      paths(await openZip(await zipped({ 'a\\model.onnx': 'x', 'a\\b\\c.txt': 'y' }))),
    ).toEqual(['model.onnx', 'b/c.txt'])
  })

  it.each(['../../model.onnx', '/etc/model.onnx', 'a/../../x.onnx', '..\\x.onnx'])(
    'that wants to unpack to %j is refused',
    async (path) => {
      const archive = await zipped({ 'model.onnx': 'x', [path]: 'x' })
      await expect(openZip(archive)).rejects.toMatchObject({ code: 'path-refused' })
    },
  )

  it('that is encrypted says so', async () => {
    const archive = await zipped(contents, { password: 'secret' })
    await expect(openZip(archive)).rejects.toMatchObject({
      code: 'archive-unreadable',
      facts: { name: 'export.zip', problem: 'it is encrypted' },
    })
  })

  it('that is cut off anywhere, or is no zip, is named and never half opened', async () => {
    const archive = await zipped(contents)
    for (let length = 0; length < archive.size; length += 7) {
      await expect(openZip(archive.slice(0, length))).rejects.toMatchObject({
        code: 'archive-unreadable',
      })
    }
    await expect(openZip(new Blob(['<!doctype html>']))).rejects.toMatchObject({
      code: 'archive-unreadable',
    })
  })

  it('with a flipped bit in a deflated entry does not give out that entry', async () => {
    const bytes = new Uint8Array(await (await zipped(contents)).arrayBuffer())
    // Behind the local header of the first entry, in its data.
    bytes[30 + 'export/model.onnx'.length + 25]! ^= 0x10
    const folder = await openZip(new Blob([bytes]))
    await expect(folder.readText('model.onnx')).rejects.toMatchObject({
      code: 'archive-unreadable',
    })
  })

  it('that would unpack to more than a device holds is refused before anything is unpacked', async () => {
    const archive = await zipped({ 'model.onnx': 'weights' })
    const bytes = new Uint8Array(await archive.arrayBuffer())
    const view = new DataView(bytes.buffer)
    const directory = bytes.findLastIndex(
      (_, at) => at + 4 <= bytes.length && view.getUint32(at, true) === 0x0201_4b50,
    )
    view.setUint32(directory + 24, 0xffff_fff0, true)
    await expect(openZip(new Blob([bytes]))).rejects.toMatchObject({
      code: 'archive-unreadable',
      facts: { problem: expect.stringMatching(/times its size/) },
    })
  })

  it('whose entry gives out more than it said is stopped there', async () => {
    const archive = await zipped({ 'model.onnx': 'weights '.repeat(100_000) })
    const bytes = new Uint8Array(await archive.arrayBuffer())
    const view = new DataView(bytes.buffer)
    const directory = bytes.findLastIndex(
      (_, at) => at + 4 <= bytes.length && view.getUint32(at, true) === 0x0201_4b50,
    )
    view.setUint32(directory + 24, 10, true)
    view.setUint32(22, 10, true)
    const folder = await openZip(new Blob([bytes]))
    await expect(folder.open('model.onnx')).rejects.toMatchObject({ code: 'archive-unreadable' })
  })

  it('may be a comment’s worth away from its directory', async () => {
    const writer = new ZipWriter(new BlobWriter(), { useWebWorkers: false })
    await writer.add('model.onnx', new TextReader('x'))
    const archive = await writer.close(new TextEncoder().encode('PK\u0005\u0006 '.repeat(50)))
    expect(paths(await openZip(archive))).toEqual(['model.onnx'])
  })
})
