import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../testing/memory-folder.ts'
import { describeExport, pathsToAsk, readExport } from './read-export.ts'

const net = graphOf({ x: [1, 3, 32, 32] }, { y: [1, 2] })
const read = (files: Record<string, unknown>) => readExport(memoryFolder(files))

describe('vitrine.json beside an export', () => {
  it('gives title, labels, normalisation and examples', async () => {
    const author = {
      title: 'Pictures',
      labels: ['a', 'b'],
      preprocessing: { mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] },
      examples: [{ title: 'One', image: 'one.jpg', predictions: [{ class: 'a', prob: 0.9 }] }],
    }
    const manifest = await read({ 'net.onnx': net, 'vitrine.json': author, 'one.jpg': 'picture' })
    expect(manifest).toMatchObject({
      title: 'Pictures',
      labels: ['a', 'b'],
      preprocessing: { mean: [0.5, 0.5, 0.5], width: 32 },
      examples: author.examples,
    })
    expect(manifest.guessed).not.toContain('preprocessing.mean')
    expect(manifest.guessed).toContain('preprocessing.rescale')
  })

  it('that would fill the page is cut or refused', async () => {
    const text = 'x '.repeat(10_000)
    const { description, title } = await read({
      'net.onnx': net,
      'vitrine.json': { description: text, title: text },
    })
    expect(description.length).toBeLessThanOrEqual(4000)
    expect(title.length).toBeLessThanOrEqual(120)

    const examples = Array.from({ length: 1001 }, () => ({ title: 'One', image: 'one.jpg' }))
    await expect(read({ 'net.onnx': net, 'vitrine.json': { examples } })).rejects.toMatchObject({
      facts: { key: 'examples', problem: 'it must have at most 1000 entries' },
    })
    const labels = ['x'.repeat(5e6)]
    await expect(read({ 'net.onnx': net, 'vitrine.json': { labels } })).rejects.toMatchObject({
      code: 'file-too-big',
      facts: { path: 'vitrine.json', limit: '5 MB' },
    })
  })

  it('may name the task of a graph that says nothing', async () => {
    const author = { task: 'image-classification', preprocessing: { shorterSide: 40 } }
    const graph = graphOf({ x: [1, 3, 32, 32] }, { y: [1, 9, 4] })
    await expect(read({ 'net.onnx': graph, 'vitrine.json': author })).resolves.toMatchObject({
      task: 'image-classification',
      preprocessing: { width: 32, resize: { mode: 'shorter-side', shorterSide: 40 } },
      reasons: expect.arrayContaining([
        'image classification, because vitrine.json or you say so',
        'shorter side to 40, then the middle',
      ]),
    })
  })

  it.each([
    [{ resize: 'exact' }, { mode: 'exact' }],
    [{ resize: 'shorter-side' }, { mode: 'shorter-side', shorterSide: 256 }],
    [{ shorterSide: 240 }, { mode: 'shorter-side', shorterSide: 240 }],
    [{ resize: 'exact', shorterSide: 240 }, { mode: 'exact' }],
  ])('changes how the layout resizes: %j', async (preprocessing, resize) => {
    const files = {
      'config.json': { architectures: ['ViTForImageClassification'] },
      'preprocessor_config.json': {
        size: { shortest_edge: 256 },
        do_center_crop: true,
        crop_size: 224,
      },
      'model.onnx': 'weights',
      'vitrine.json': { preprocessing },
    }
    await expect(read(files)).resolves.toMatchObject({ preprocessing: { resize } })
  })

  it.each([
    ['labels.txt', 'cat\ndog\r\n'],
    ['labels.json', ['cat', 'dog']],
    ['labels.csv', 'index,label\n0,cat\n1,dog'],
  ])('reads labels from %s', async (path, content) => {
    const manifest = read({ 'net.onnx': net, 'vitrine.json': { labels: path }, [path]: content })
    await expect(manifest).resolves.toMatchObject({ labels: ['cat', 'dog'] })
  })

  it('with more labels than classes is told so', async () => {
    const manifest = await read({ 'net.onnx': net, 'vitrine.json': { labels: ['a', 'b', 'c'] } })
    expect(manifest.notes).toContainEqual(expect.stringContaining('3 labels for 2 classes'))
  })

  it.each([
    [{ labels: 'labels.txt' }, 'labels.txt'],
    [{ model: 'other.onnx' }, 'other.onnx'],
    [{ examples: [{ title: 'One', image: 'examples/one.jpg' }] }, 'examples/one.jpg'],
    [{ examples: [{ title: 'One', image: '../../secret.jpg' }] }, '../../secret.jpg'],
  ])('that speaks of a file which is not there is told its name: %j', async (author, path) => {
    const manifest = read({ 'net.onnx': net, 'vitrine.json': author })
    await expect(manifest).rejects.toMatchObject({ code: 'export-incomplete', facts: { path } })
  })

  it.each([
    [{ colour: 'red' }, 'The file'],
    [{ preprocessing: { colour: 'red' } }, 'preprocessing'],
    [{ task: 'poetry' }, 'task'],
    [{ title: 7 }, 'title'],
    [{ labels: 7 }, 'labels'],
    [{ generation: { temperature: -1 } }, 'generation.temperature'],
    [{ preprocessing: { std: [0, 1, 1] } }, 'preprocessing.std.0'],
    [{ preprocessing: { mean: [1, 2] } }, 'preprocessing'],
    [{ examples: [{ title: 'x', image: 3 }] }, 'examples.0.image'],
    [{ examples: [{ title: 'x' }] }, 'examples'],
  ])('%j is refused with the key “%s”', async (author, key) => {
    const manifest = read({ 'vitrine.json': author, 'net.onnx': net })
    await expect(manifest).rejects.toMatchObject({ code: 'export-invalid', facts: { key } })
  })

  it('that is not JSON is named', async () => {
    await expect(read({ 'vitrine.json': '{' })).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { file: 'vitrine.json', problem: 'it is not JSON' },
    })
  })
})

describe('what a person corrects', () => {
  const author = {
    title: 'Theirs',
    preprocessing: { mean: [0.1, 0.1, 0.1], width: 16, height: 16 },
  }
  const folder = memoryFolder({ 'net.onnx': net, 'vitrine.json': author })

  it('wins over vitrine.json, key by key, and comes back as the file to save', async () => {
    const corrections = { title: 'Mine', preprocessing: { mean: [0.9, 0.9, 0.9] } }
    const described = await describeExport(folder, corrections)
    expect(described.manifest).toMatchObject({
      title: 'Mine',
      preprocessing: { mean: [0.9, 0.9, 0.9], width: 16 },
    })
    expect(described.author).toEqual({
      title: 'Mine',
      preprocessing: { mean: [0.9, 0.9, 0.9], width: 16, height: 16 },
    })
  })

  it('may be the task, whatever the layout says', async () => {
    await expect(readExport(folder, { task: 'tensors' })).resolves.toMatchObject({
      task: 'tensors',
      inputs: [{ name: 'x', dims: [1, 3, 32, 32] }],
    })
  })

  it('is held to the same rules as the file', async () => {
    await expect(readExport(folder, { contextLength: 0 })).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { key: 'contextLength' },
    })
  })
})

describe('a folder with several models', () => {
  const small = graphOf({ x: [1, 2] }, { y: [1, 2] })

  it('opens model.onnx, and lists the others', async () => {
    const files = { 'a/model.onnx': net, 'model.onnx': small, 'z.onnx': net }
    const described = await describeExport(memoryFolder(files))
    expect(described.manifest.model).toBe('model.onnx')
    expect(described.manifest.reasons).toContain('model.onnx out of 3 .onnx files, for its name')
    expect(described.models).toEqual(['a/model.onnx', 'model.onnx', 'z.onnx'])
  })

  it('opens the largest with its data, where none has that name', async () => {
    const files = { 'a.onnx': net, 'b.onnx': small, 'b.onnx_data': 'w'.repeat(1000) }
    const manifest = await read(files)
    expect(manifest.model).toBe('b.onnx')
    expect(manifest.reasons).toContain('b.onnx out of 2 .onnx files, because it is the largest')
  })

  it('opens the one that vitrine.json or the person names', async () => {
    const files = { 'model.onnx': small, 'z.onnx': net, 'vitrine.json': { model: 'z.onnx' } }
    await expect(read(files)).resolves.toMatchObject({ model: 'z.onnx' })
    const corrected = readExport(memoryFolder(files), { model: 'model.onnx' })
    await expect(corrected).resolves.toMatchObject({ model: 'model.onnx' })
  })
})

describe('the data files of a graph', () => {
  const model = (location: string) =>
    graphOf(
      { x: [1, 2] },
      { y: [1, 2] },
      { initialisers: [{ name: 'w', dims: [2], external: { location, length: 8 } }] },
    )

  it('are those that it names, however they are called', async () => {
    const files = {
      'onnx/net.onnx': model('weights.pb'),
      'onnx/weights.pb': '12345678',
      'onnx/net.onnx_data': 'of somebody else',
    }
    const manifest = await read(files)
    expect(manifest.files.map(({ path }) => path)).toEqual(['onnx/net.onnx', 'onnx/weights.pb'])
  })

  it('that are missing are named', async () => {
    await expect(read({ 'net.onnx': model('weights.pb') })).rejects.toMatchObject({
      code: 'export-incomplete',
      facts: { path: 'weights.pb' },
    })
  })

  it.each(['../secret', '/etc/passwd', 'a/../../b', 'C:\\x', 'https://example.org/w'])(
    'outside the folder are refused: %s',
    async (location) => {
      await expect(read({ 'net.onnx': model(location) })).rejects.toMatchObject({
        code: 'path-refused',
      })
    },
  )
})

describe('words out of a file', () => {
  it('are short where they stand on a page, and cannot turn the line around', async () => {
    const name = `\u202eevil\n${'x'.repeat(5000)}`
    const metadata = { task: 'detect', names: '{}', stride: '32', description: name }
    const graph = graphOf({ [name]: [1, 3, 8, 8] }, { [name]: [1, name] }, { metadata })
    for (const bytes of [graph, graphOf({ [name]: [1, 3, 8, 8] }, { [name]: [1, name] })]) {
      const { title, reasons, notes = [] } = await read({ 'net.onnx': bytes })
      for (const text of [title, ...reasons, ...notes]) {
        expect(text.length).toBeLessThanOrEqual(300)
        expect(text).not.toMatch(/[\u202e\n]/)
      }
    }
  })
})

describe('a folder without a model', () => {
  it.each([
    ['net.ort', '.ort'],
    ['net.tflite', 'TensorFlow Lite'],
    ['deep/model.safetensors', 'safetensors'],
    ['best.pt', 'PyTorch'],
  ])('but with %s is told what that is', async (path, found) => {
    await expect(read({ [path]: 'weights' })).rejects.toMatchObject({
      code: 'file-is-other-format',
      facts: { path, found: expect.stringContaining(found) },
    })
  })

  it('is refused with the names of the files that would have told', async () => {
    await expect(read({ 'photo.jpg': '' })).rejects.toMatchObject({
      code: 'export-unrecognised',
      facts: { name: 'demo', expected: expect.stringContaining('an .onnx file') },
    })
  })
})

describe('a folder that cannot be listed', () => {
  it('is first asked for what tells its layout, then for what that layout has', () => {
    expect(pathsToAsk()).toEqual(
      expect.arrayContaining(['vitrine.json', 'model.onnx', 'metadata.json', 'config.json']),
    )
    const further = pathsToAsk(new Set(['config.json', 'model.onnx']))
    expect(further).toContain('onnx/model_q4.onnx')
    expect(further).toContain('tokenizer.json')
    expect(further).not.toContain('model.onnx')
    expect(further).not.toContain('artifacts/model.onnx')
  })
})
