import { describe, expect, it } from 'vitest'
import { mayBePictures, picturesOf, routeOf } from './route-intake.ts'

const named = (...names: string[]) => ({
  files: names.map((name) => new File([], name)),
  entries: [],
})
const folder = { isDirectory: true, isFile: false, name: 'vision' } as FileSystemEntry

describe('what is dropped', () => {
  it.each([
    'model.onnx',
    'MODEL.ONNX',
    'export.zip',
    'model.ort',
    'metadata.json',
    'model.onnx_data',
    'model.onnx_data_12',
    'model.onnx.data',
    'model.safetensors',
  ])('%s is for opening', (name) => {
    expect(routeOf(named(name))).toEqual({ to: 'export' })
  })

  it.each(['cat.jpg', 'onnx.png', 'model.onnx.png', 'notes', 'json'])(
    '%s is for whoever takes files',
    (name) => {
      expect(routeOf(named(name, 'other.jpg'))).toMatchObject({ to: 'taker', file: { name } })
    },
  )

  it('is for opening when one of many files is', () => {
    expect(routeOf(named('cat.jpg', 'model.onnx', 'labels.txt'))).toEqual({ to: 'export' })
  })

  it('is for opening when it is a folder, which comes as a file, too', () => {
    expect(routeOf({ ...named('vision'), entries: [folder] })).toEqual({ to: 'export' })
  })
})

describe('several things at once', () => {
  /** A folder of empty files. */
  function folderOf(...names: string[]): FileSystemEntry {
    const left = names.map((name) => ({
      name,
      fullPath: `/set/${name}`,
      isFile: true,
      file: (resolve: (file: File) => void) => resolve(new File([], name)),
    }))
    const readEntries = (resolve: (batch: unknown[]) => void) => resolve(left.splice(0))
    const entry = { isDirectory: true, name: 'set', fullPath: '/set' }
    return { ...entry, createReader: () => ({ readEntries }) } as unknown as FileSystemEntry
  }
  const dropped = (...names: string[]) => ({ ...named('set'), entries: [folderOf(...names)] })

  it('may be pictures when they are files or a folder, and none is a model’s', () => {
    expect(mayBePictures(named('a.png', 'b.png'))).toBe(true)
    expect(mayBePictures({ ...named('vision'), entries: [folder] })).toBe(true)
    expect(mayBePictures(named('a.png'))).toBe(false)
    expect(mayBePictures(named('a.png', 'model.onnx'))).toBe(false)
  })

  it('are pictures when there are some in the folder, by their paths', async () => {
    const found = await picturesOf(dropped('a.png', 'notes.txt'))
    expect(found?.map(({ path }) => path)).toEqual(['set/a.png', 'set/notes.txt'])
  })

  it.each([[['a.png', 'model.onnx']], [['notes.txt']], [[]]])(
    'are an export when the folder holds %j',
    async (names) => {
      expect(await picturesOf(dropped(...names))).toBeUndefined()
    },
  )
})
