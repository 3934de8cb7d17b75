/** What an author says of a table in `vitrine.json`, laid over what the graph says. */
import { describe, expect, it } from 'vitest'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { graphOf, memoryFolder } from '../../testing/memory-folder.ts'
import { readExport } from '../read-export.ts'

const int64 = { type: 'int64' }
const outputs = { label: [int64, 'n'], probabilities: ['n', 3] } as const
const matrix = graphOf({ X: ['n', 3] }, outputs)
const columns = graphOf(
  { age: ['n', 1], town: [{ type: 'string' }, 'n', 1], member: [{ type: 'bool' }, 'n', 1] },
  { variable: ['n', 1] },
)
const read = (graph: Uint8Array, author: unknown, more: Record<string, unknown> = {}) =>
  readExport(memoryFolder({ 'model.onnx': graph, 'vitrine.json': author, ...more }))

describe('features in vitrine.json', () => {
  it('name the columns of a matrix, and say what can stand in them', async () => {
    const mass = { name: 'mass', unit: 'g', type: 'integer', min: 2000, max: 7000, default: 4000 }
    const island = { name: 'island', choices: ['Biscoe', 'Dream'], title: 'Island' }
    const manifest = await read(matrix, {
      features: ['length', mass, island],
      steps: [{ kind: 'ordinal', feature: 'island', choices: ['Biscoe', 'Dream'] }],
      labels: ['a', 'b', 'c'],
      modelVersion: '2.1',
      examples: [{ title: 'One', features: { length: 1, mass: 2, island: 'Dream' } }],
    })
    expect(manifest).toMatchObject({
      task: 'tabular-classification',
      features: [
        { name: 'length', kind: 'number' },
        { name: 'mass', unit: 'g', kind: 'integer', min: 2000, max: 7000, default: 4000 },
        { name: 'island', kind: 'choice', title: 'Island', choices: ['Biscoe', 'Dream'] },
      ],
      steps: [{ kind: 'ordinal', feature: 'island', choices: ['Biscoe', 'Dream'] }],
      labels: ['a', 'b', 'c'],
      modelVersion: '2.1',
      examples: [{ title: 'One', features: { length: 1, mass: 2, island: 'Dream' } }],
      guessed: ['task'],
    })
    expect(manifest.notes).toBeUndefined()
  })

  it('are fewer than the columns where one is spread out', async () => {
    const manifest = await read(matrix, {
      features: ['length', 'island'],
      steps: [
        { kind: 'scale', feature: 'length', mean: 40, scale: 5 },
        { kind: 'one-hot', feature: 'island', choices: ['Biscoe', 'Dream'] },
      ],
    })
    expect(manifest).toMatchObject({
      features: [
        { name: 'length', kind: 'number' },
        { name: 'island', kind: 'choice', choices: ['Biscoe', 'Dream'] },
      ],
    })
  })

  it('may stand in an order of their own, or be some of them, where each has an input', async () => {
    await expect(read(columns, { features: ['town', 'member', 'age'] })).resolves.toMatchObject({
      task: 'tabular-regression',
      features: [
        { name: 'town', kind: 'text' },
        { name: 'member', kind: 'boolean' },
        { name: 'age', kind: 'number' },
      ],
      feeding: { inputs: [{ input: 'town' }, { input: 'member' }, { input: 'age' }] },
    })
    await expect(
      read(columns, { features: [{ name: 'town', choices: ['Bern', 'Ulm'] }] }),
    ).resolves.toMatchObject({
      features: [
        { name: 'age', kind: 'number' },
        { name: 'town', kind: 'choice', choices: ['Bern', 'Ulm'] },
        { name: 'member', kind: 'boolean' },
      ],
      feeding: { inputs: [{ input: 'age' }, { input: 'town' }, { input: 'member' }] },
    })
  })

  it('make a table of a graph that nobody could make anything of', async () => {
    const graph = graphOf({ x: ['n', 2] }, { out: ['n', 2] })
    const features = ['a', 'b']
    await expect(read(graph, { features })).resolves.toMatchObject({
      task: 'tabular-regression',
      output: 'out',
      reasons: ['regression on table rows, because vitrine.json names its features'],
      guessed: ['task'],
    })
    await expect(read(graph, { features, labels: ['no', 'yes'] })).resolves.toMatchObject({
      task: 'tabular-classification',
      probabilities: 'out',
    })
  })

  it('say how wide a row is where the graph does not', async () => {
    const graph = graphOf({ X: ['n', 'm'] }, outputs)
    const said = { features: ['a', 'b'] }
    await expect(read(graph, {})).resolves.toMatchObject({ task: 'tensors' })
    await expect(read(graph, said)).resolves.toMatchObject({
      task: 'tabular-classification',
      features: [{ name: 'a' }, { name: 'b' }],
    })
  })

  it.each<[VitrineJson | object, string, string]>([
    [{ features: ['a', 'b'] }, 'features', 'these make 2 columns, and the graph takes 3 columns'],
    [{ features: ['a', 'b', 'a'] }, 'features.2.name', '“a” is there twice'],
    [{ features: ['a', 'b', ''] }, 'features.2', 'it must not be empty'],
    [
      { features: ['a', 'b', { name: 'c', kind: 'colour' }] },
      'features.2.kind',
      'it must be one of number, integer, boolean, choice, text',
    ],
    [{ features: ['a', 'b', { title: 'C' }] }, 'features.2.name', 'it must be of type string'],
    [
      { features: ['a', 'b', { name: 'c', minimum: 1 }] },
      'features.2',
      '“minimum” is not a key that is known here',
    ],
    [
      { features: ['a', 'b', { name: 'c', kind: 'choice' }] },
      'features.2.choices',
      'a choice needs them',
    ],
    [
      { features: ['a', 'b', { name: 'c', min: 2, max: 1 }] },
      'features.2.min',
      'it must not be above “max”',
    ],
    [
      { features: ['a', 'b', { name: 'c', default: 'much' }] },
      'features.2.default',
      '“much” is no number',
    ],
    [{ steps: [{ kind: 'log1p', feature: 'a' }] }, 'steps.0.feature', 'there is no feature “a”'],
    [
      { steps: [{ kind: 'scale', feature: 'feature_0', mean: 2 }] },
      'steps.0.scale',
      '“scale” needs it',
    ],
    [
      { steps: [{ kind: 'log1p', feature: 'feature_0', mean: 2 }] },
      'steps.0.mean',
      '“log1p” has no such key',
    ],
    [
      { steps: [{ kind: 'sqrt', feature: 'feature_0' }] },
      'steps.0.kind',
      expect.stringContaining('one of impute'),
    ],
    [
      { examples: [{ title: 'x', features: { feature_0: 1, feature_1: 1 } }] },
      'examples.0.features',
      '“feature_2” is missing',
    ],
    [
      { examples: [{ title: 'x', features: { feature_0: 1, feature_1: 1, feature_2: 'abc' } }] },
      'examples.0.features.feature_2',
      '“abc” is no number',
    ],
    [
      { examples: [{ title: 'x', text: 'hello' }] },
      'examples.0.features',
      'an example of a table needs it',
    ],
    [{ output: 'logits' }, 'output', expect.stringContaining('probabilities')],
  ])('%j are refused by their key', async (author, key, problem) => {
    await expect(read(matrix, author)).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { file: 'vitrine.json', key, problem },
    })
  })
})

describe('a task of tables in vitrine.json', () => {
  it('works for any graph that takes rows and gives numbers', async () => {
    const graph = graphOf({ x: ['n', 2] }, { out: ['n', 2] })
    await expect(read(graph, {})).resolves.toMatchObject({ task: 'tensors' })
    const targets = ['width', { name: 'price', unit: '€' }]
    await expect(read(graph, { task: 'tabular-regression', targets })).resolves.toMatchObject({
      task: 'tabular-regression',
      output: 'out',
      targets: [{ name: 'width' }, { name: 'price', unit: '€' }],
    })
    await expect(read(graph, { task: 'tabular-classification' })).resolves.toMatchObject({
      probabilities: 'out',
      labels: [],
    })
    await expect(
      read(graph, { task: 'tabular-regression', targets: ['width'] }),
    ).rejects.toMatchObject({ facts: { key: 'targets' } })
  })

  it.each([
    [{ x: [1, 3, 8, 8] }, { y: [1, 10] }],
    [{ a: ['n', 2], b: ['n', 3] }, { y: ['n'] }],
    [{ x: ['n', 5000] }, { y: ['n'] }],
    [{ x: ['n', 2] }, { y: ['n', 2, 3] }],
  ])('says of %j what stands in its way', async (inputs, given) => {
    const author = { task: 'tabular-regression' }
    await expect(read(graphOf(inputs, given), author)).rejects.toMatchObject({
      code: 'export-invalid',
      facts: { key: 'task', problem: expect.stringMatching(/^it cannot be that: [a-z].*[^.]$/) },
    })
  })
})
