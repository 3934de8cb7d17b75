import { describe, expect, it } from 'vitest'
import { gatherChosen, gatherDropped, maxFiles } from './gather-files.ts'

interface Tree {
  [name: string]: Tree | string
}

/** Entries as a browser gives them: a hundred at a time, and an empty list at the end. */
function entryOf(name: string, content: Tree | string, parent = ''): FileSystemEntry {
  const fullPath = `${parent}/${name}`
  if (typeof content === 'string') {
    const file = (resolve: (file: File) => void, reject: (cause: Error) => void) =>
      content === 'gone' ? reject(new Error('NotFoundError')) : resolve(new File([content], name))
    return { name, fullPath, isFile: true, isDirectory: false, file } as unknown as FileSystemEntry
  }
  const createReader = () => {
    const left = Object.entries(content).map(([child, inside]) => entryOf(child, inside, fullPath))
    return { readEntries: (resolve: (batch: unknown[]) => void) => resolve(left.splice(0, 100)) }
  }
  const folder = { name, fullPath, isFile: false, isDirectory: true, createReader }
  return folder as unknown as FileSystemEntry
}

const drop = (tree: Tree) =>
  gatherDropped({
    entries: Object.entries(tree).map(([name, content]) => entryOf(name, content)),
    files: Object.keys(tree).map((name) => new File([], name)),
  })
const paths = ({ files }: { files: readonly { path: string }[] }) =>
  files.map(({ path }) => path).sort()
const many = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`f${index}`, 'x']))

describe('a dropped folder', () => {
  it('is known by its name, and its files by their paths inside it', async () => {
    const source = await drop({ vision: { 'model.onnx': 'm', onnx: { deep: { 'a.json': '{}' } } } })
    expect(source).toMatchObject({ kind: 'files', name: 'vision' })
    expect(paths(source)).toEqual(['model.onnx', 'onnx/deep/a.json'])
  })

  it('keeps its name in the paths when something else was dropped with it', async () => {
    expect(paths(await drop({ vision: { 'model.onnx': 'm' }, 'labels.txt': 'l' }))).toEqual([
      'labels.txt',
      'vision/model.onnx',
    ])
  })

  it('is listed to its end, however many batches that takes', async () => {
    expect((await drop({ big: many(250) })).files).toHaveLength(250)
  })

  it('is listed without what tools hide in it', async () => {
    const tree = { vision: { '.git': { config: 'x' }, '.DS_Store': 'x', 'model.onnx': 'm' } }
    expect(paths(await drop(tree))).toEqual(['model.onnx'])
  })

  it('may hold as many files as are allowed, and not one more', async () => {
    expect((await drop({ full: many(maxFiles) })).files).toHaveLength(maxFiles)
    await expect(drop({ home: many(maxFiles + 1) })).rejects.toMatchObject({
      code: 'too-many-files',
      facts: { name: 'home', limit: maxFiles },
    })
  })

  it('with nothing but folders in it is refused before all of them are listed', async () => {
    let listed = 0
    const endless = (name: string): FileSystemEntry =>
      ({
        name,
        fullPath: `/${name}`,
        isDirectory: true,
        createReader: () => {
          listed += 1
          const left = [endless('a'), endless('b')]
          return { readEntries: (resolve: (batch: unknown[]) => void) => resolve(left.splice(0)) }
        },
      }) as unknown as FileSystemEntry
    await expect(gatherDropped({ entries: [endless('loop')], files: [] })).rejects.toMatchObject({
      code: 'too-many-files',
    })
    expect(listed).toBeLessThanOrEqual(2 * maxFiles)
  })

  it('that is empty holds no model', async () => {
    await expect(drop({ empty: {} })).rejects.toMatchObject({
      code: 'nothing-to-open',
      facts: { name: 'empty' },
    })
  })

  it('with a file that is gone meanwhile names it', async () => {
    await expect(drop({ vision: { 'model.onnx': 'gone' } })).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'vision/model.onnx' },
    })
  })
})

describe('loose files', () => {
  it('are called by the model among them', async () => {
    const source = await drop({ 'model.onnx_data': 'w', 'model.onnx': 'm' })
    expect(source.name).toBe('model.onnx')
    expect(paths(source)).toEqual(['model.onnx', 'model.onnx_data'])
  })
})

describe('files that were chosen', () => {
  function chosen(path: string) {
    const file = new File(['x'], path.split('/').at(-1) ?? '')
    return Object.defineProperty(file, 'webkitRelativePath', { value: path })
  }

  it('out of a folder lose its name from their paths', () => {
    const source = gatherChosen([
      chosen('vision/metadata.json'),
      chosen('vision/onnx/model.onnx'),
      chosen('vision/.git/HEAD'),
    ])
    expect(source.name).toBe('vision')
    expect(paths(source)).toEqual(['metadata.json', 'onnx/model.onnx'])
  })

  it('one by one keep their names', () => {
    const named = (name: string) => Object.assign(new File([], name), { webkitRelativePath: '' })
    expect(gatherChosen([named('export.zip')])).toMatchObject({
      name: 'export.zip',
      files: [{ path: 'export.zip' }],
    })
  })

  it('are refused when they are too many', () => {
    const files = Array.from({ length: maxFiles + 1 }, (_, index) => chosen(`home/f${index}`))
    expect(() => gatherChosen(files)).toThrow('too-many-files')
  })
})
