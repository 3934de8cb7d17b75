import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

type GraphArgs = Parameters<typeof graphOf>
const read = (graph: Uint8Array, more: Record<string, unknown> = {}) =>
  readExport(memoryFolder({ 'net.onnx': graph, ...more }))

describe('a bare graph with one picture in', () => {
  it('and one number for each class out is taken for a classifier, and says what it guessed', async () => {
    const manifest = await read(graphOf({ input: ['batch', 3, 224, 224] }, { out: ['batch', 10] }))
    expect(manifest).toMatchObject({
      layout: 'graph',
      task: 'image-classification',
      preprocessing: { width: 224, height: 224, channels: 3, layout: 'NCHW', mean: [0, 0, 0] },
      output: 'logits',
      reasons: [
        'image classification, because “input” is float32 batch × 3 × 224 × 224 and “out” is batch × 10',
        '224 × 224 RGB',
        'no normalisation given',
        'classes have no names',
      ],
      notes: [expect.stringContaining('is a guess')],
    })
    expect(manifest.guessed).toEqual(
      expect.arrayContaining(['task', 'preprocessing.mean', 'preprocessing.std', 'output']),
    )
    expect(manifest.guessed).not.toContain('preprocessing.width')
  })

  it.each<[string, GraphArgs, object]>([
    [
      'channels last',
      [{ x: [1, 64, 96, 3] }, { y: [1, 5] }],
      { preprocessing: { layout: 'NHWC', height: 64, width: 96 } },
    ],
    ['grey', [{ x: [1, 1, 28, 28] }, { y: [1, 10] }], { preprocessing: { channels: 1 } }],
    ['axes of length 1 behind', [{ x: [1, 3, 8, 8] }, { y: [1, 7, 1, 1] }], {}],
    ['a fixed batch', [{ x: [16, 3, 32, 32] }, { y: [16, 10] }], {}],
    [
      'an open size',
      [{ x: ['b', 3, 'h', 'w'] }, { y: ['b', 10] }],
      { preprocessing: { width: 224, height: 224 } },
    ],
    [
      'all open, under the name of a picture',
      [{ pixel_values: ['b', 'c', 'h', 'w'] }, { logits: ['b', 'n'] }],
      { preprocessing: { width: 224, channels: 3, layout: 'NCHW' } },
    ],
    [
      'a name that says probabilities',
      [{ x: [1, 3, 8, 8] }, { prob: [1, 9] }],
      { output: 'probabilities' },
    ],
    [
      'one softmax at the end',
      [{ x: [1, 3, 8, 8] }, { y: [1, 9] }, { nodes: [{ op: 'Softmax' }] }],
      { output: 'probabilities' },
    ],
    [
      'the softmaxes of attention',
      [{ x: [1, 3, 8, 8] }, { y: [1, 9] }, { nodes: [{ op: 'Softmax' }, { op: 'Softmax' }] }],
      { output: 'logits' },
    ],
  ])('with %s is a classifier too', async (_, graph, expected) => {
    const manifest = await read(graphOf(...graph))
    expect(manifest).toMatchObject({ task: 'image-classification', ...expected })
  })

  it.each<[string | undefined, GraphArgs]>([
    // YOLO-NAS: corners in pixels, and no background.
    ['object-detection', [{ x: [1, 3, 640, 640] }, { a: [1, 8400, 4], b: [1, 8400, 80] }]],
    ['object-detection', [{ x: [1, 3, 64, 64] }, { loc: [1, 9, 4], conf: [1, 9, 2] }]],
    ['feature-extraction', [{ x: [1, 3, 64, 64] }, { embedding: [1, 512] }]],
    // Poses, and the last maps of a backbone.
    [undefined, [{ x: [1, 3, 256, 192] }, { heatmaps: [1, 17, 64, 48] }]],
    [undefined, [{ x: [1, 3, 224, 224] }, { y: [1, 1280, 7, 7] }]],
    [undefined, [{ x: [1, 3, 64, 64] }, { y: [1, 1] }]],
  ])('that gives something else is recognised as %s and takes tensors: %j', async (what, graph) => {
    const manifest = await read(graphOf(...graph))
    expect(manifest.task).toBe('tensors')
    expect(manifest.recognised).toBe(what)
  })

  it.each<[GraphArgs, string]>([
    [[{ x: [{ type: 'int32' }, 1, 3, 8, 8] }, { y: [1, 9] }], 'takes int32 numbers'],
    [[{ x: [1, 3, 8, 8], size: [1] }, { y: [1, 9] }], 'wants “size” besides the picture'],
  ])('that the page cannot feed says why: %j', async (graph, note) => {
    const manifest = await read(graphOf(...graph))
    expect(manifest).toMatchObject({
      task: 'tensors',
      recognised: 'image-classification',
      notes: [expect.stringContaining(note)],
    })
  })

  it('takes its labels from a file of another number of classes never, and says so', async () => {
    const graph = graphOf({ x: [1, 3, 8, 8] }, { y: [1, 3] })
    const manifest = await read(graph, { 'labels.txt': 'a\nb' })
    expect(manifest).toMatchObject({
      labels: [],
      notes: [
        'labels.txt names 2 classes and the model has 3, so its names are not used.',
        expect.stringContaining('is a guess'),
      ],
    })
  })

  it('is a guess no more once its author says how pictures are prepared, and what was guessed says it whole', async () => {
    const graph = graphOf({ x: ['b', 3, 224, 224] }, { y: ['b', 1000] })
    const guess = await read(graph)
    if (guess.task !== 'image-classification') throw new Error(guess.task)
    const { resize, ...preprocessing } = guess.preprocessing
    expect(resize).toEqual({ mode: 'shorter-side', shorterSide: 256 })
    const said: Record<string, unknown> = { resize: resize.mode, ...resize, ...preprocessing }
    const keys = guess.guessed?.filter((key) => key.startsWith('preprocessing.')) ?? []
    const own = keys.map((key) => key.replace('preprocessing.', ''))
    const settled = await read(graph, {
      'vitrine.json': { preprocessing: Object.fromEntries(own.map((key) => [key, said[key]])) },
    })
    expect(settled).toMatchObject({ preprocessing: guess.preprocessing })
    expect(settled.notes).toBeUndefined()
  })

  it('takes its labels from the one file with as many lines as it has classes', async () => {
    const graph = graphOf({ x: [1, 3, 8, 8] }, { y: [1, 3] })
    const files = {
      'requirements.txt': 'a\nb\nc',
      'coco.names': 'person\nbicycle',
      'synset.txt': 'n01440764 tench, Tinca tinca\nn01443537 goldfish\nn01484850 shark\n',
    }
    const manifest = await read(graph, files)
    expect(manifest).toMatchObject({ labels: ['tench, Tinca tinca', 'goldfish', 'shark'] })
    expect(manifest.reasons).toContain('labels from synset.txt, which names 3 classes')
    expect(manifest.guessed).toContain('labels')
  })
})

describe('any other bare graph', () => {
  it.each<[string | undefined, GraphArgs]>([
    ['tabular-regression', [{ X: ['n', 'm'] }, { variable: ['n', 1] }]],
    [undefined, [{ a: [3, 4], b: [4, 3] }, { c: [3, 3] }]],
    [undefined, [{ x: [1, 64, 8, 8] }, { y: [1, 10] }]],
    [undefined, [{}, { y: [1] }]],
  ])('takes tensors, recognised as %s: %j', async (recognised, graph) => {
    const manifest = await read(graphOf(...graph))
    expect(manifest).toMatchObject({ task: 'tensors', guessed: ['task'] })
    expect(manifest.recognised).toBe(recognised)
  })

  it('that looks like a table is one', async () => {
    const int64 = { type: 'int64' }
    const outputs = { output_label: [int64, 'n'], probs: ['n', 3] } as const
    await expect(read(graphOf({ X: ['n', 2] }, outputs))).resolves.toMatchObject({
      task: 'tabular-classification',
      features: [
        { name: 'feature_0', kind: 'number' },
        { name: 'feature_1', kind: 'number' },
      ],
      label: 'output_label',
      probabilities: 'probs',
      guessed: ['task', 'features'],
    })
    const columns = { age: [int64, 'n', 1], town: [{ type: 'string' }, 'n'] } as const
    await expect(read(graphOf(columns, { variable: ['n', 1] }))).resolves.toMatchObject({
      task: 'tabular-regression',
      features: [
        { name: 'age', kind: 'integer' },
        { name: 'town', kind: 'text' },
      ],
      feeding: {
        kind: 'columns',
        inputs: [
          { input: 'age', type: 'int64', rank: 2 },
          { input: 'town', type: 'string', rank: 1 },
        ],
      },
      output: 'variable',
    })
  })

  it('that wants something else than tensors says so', async () => {
    const { onnxModel } = await import('../../testing/onnx-writer.ts')
    const inputs = [{ name: 'list', type: { sequence: { tensor: 'float32' } } }]
    const graph = onnxModel({ inputs, outputs: [{ name: 'y' }] })
    await expect(read(graph)).rejects.toMatchObject({
      code: 'export-unsupported',
      facts: { problem: expect.stringContaining('“list” is sequence') },
    })
  })
})
