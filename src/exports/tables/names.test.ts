/** What columns and classes are called where an author does not say it. */
import { describe, expect, it } from 'vitest'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const int64 = { type: 'int64' }
const outputs = { label: [int64, 'n'], probabilities: ['n', 3] } as const
const matrix = graphOf({ X: ['n', 3] }, outputs)
const read = (graph: Uint8Array, author: unknown, more: Record<string, unknown> = {}) =>
  readExport(memoryFolder({ 'model.onnx': graph, 'vitrine.json': author, ...more }))

describe('names of columns', () => {
  const names = (manifest: object) =>
    'features' in manifest
      ? (manifest.features as readonly { name: string }[]).map(({ name }) => name)
      : undefined

  it('come from the graph’s metadata', async () => {
    const metadata = { feature_names: '["a", "b, c", "d"]' }
    const manifest = await read(graphOf({ X: ['n', 3] }, outputs, { metadata }), {})
    expect(names(manifest)).toEqual(['a', 'b, c', 'd'])
    expect(manifest.guessed).toEqual(['task'])
  })

  it.each([
    ['a,b,c', ['a', 'b', 'c']],
    ['\uFEFF"a";"b;x";c;"species"\r\n1;2;3;4', ['a', 'b;x', 'c']],
    ['label\ta\tb\tc\n', ['a', 'b', 'c']],
    ['a,b,c,result of it', ['a', 'b', 'c']],
    ['1,2,3', ['feature_0', 'feature_1', 'feature_2']],
    ['a,a,b', ['feature_0', 'feature_1', 'feature_2']],
    ['a,b', ['feature_0', 'feature_1', 'feature_2']],
    ['', ['feature_0', 'feature_1', 'feature_2']],
  ])('come from the first line of a CSV beside the model: %j', async (text, expected) => {
    const manifest = await read(matrix, {}, { 'iris.csv': text })
    expect(names(manifest)).toEqual(expected)
    expect(manifest.guessed).toContain('features')
  })

  it('are read from a line of any length in no time', async () => {
    const manifest = await read(matrix, {}, { 'long.csv': 'a,'.repeat(3_000_000) })
    expect(names(manifest)).toEqual(['feature_0', 'feature_1', 'feature_2'])
  })
})

describe('names of classes', () => {
  const classifier = (classes: readonly number[]) => ({
    opsets: { '': 15, 'ai.onnx.ml': 3 },
    nodes: [
      {
        op: 'LinearClassifier',
        domain: 'ai.onnx.ml',
        inputs: ['X'],
        outputs: ['label', 'probabilities'],
        attributes: { classlabels_ints: { ints: classes } },
      },
    ],
  })
  const labels = ['a', 'b', 'c']

  it('are the places of the probabilities where the graph counts from elsewhere', async () => {
    const graph = graphOf({ X: ['n', 3] }, outputs, classifier([1, 2, 3]))
    const plain = await read(graph, {})
    expect(plain).toMatchObject({ label: 'label', labels: ['1', '2', '3'] })
    const named = await read(graph, { labels })
    expect(named).toMatchObject({ labels, probabilities: 'probabilities' })
    expect(named).not.toHaveProperty('label')
    const alone = graphOf({ X: ['n', 3] }, { label: [int64, 'n'] }, classifier([1, 2, 3]))
    const unnamed = await read(alone, { labels })
    expect(unnamed).toMatchObject({ label: 'label', labels: ['1', '2', '3'] })
    expect(unnamed.notes).toContainEqual(expect.stringContaining('1, 2, 3'))
  })

  it('come from a file beside the model rather than from numbers', async () => {
    const graph = graphOf({ X: ['n', 3] }, outputs, classifier([0, 1, 2]))
    await expect(read(graph, {}, { 'labels.txt': 'a\nb\nc' })).resolves.toMatchObject({ labels })
  })

  it('of another number than the classes are not used', async () => {
    const graph = graphOf({ X: ['n', 3] }, outputs, classifier([0, 1, 2]))
    const manifest = await read(graph, { labels: ['a', 'b'] })
    expect(manifest).toMatchObject({ labels: ['0', '1', '2'] })
    expect(manifest.notes).toContain(
      'There are 2 labels for 3 classes, so the classes are numbered instead.',
    )
  })
})
