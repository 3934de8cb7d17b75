import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { GraphFacts } from '../../protocol/graph.ts'
import { buildPictures } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { Inspector } from './inspector.tsx'

function setUp() {
  const engine = new FakeEngine()
  const { user } = renderPart(engine, <Inspector manifest={buildPictures()} />)
  return { engine, user }
}

/** Opens it and answers with this graph. */
async function inspect(parts: Partial<GraphFacts> = {}) {
  const { engine, user } = setUp()
  await user.click(screen.getByText('Inspect the model'))
  await waitFor(() => expect(engine.inspections.length).toBeGreaterThan(0))
  engine.inspections.at(-1)?.answer(buildGraph(parts))
  await screen.findByRole('button', { name: 'Copy model facts' })
  return { engine, user }
}

function buildGraph(parts: Partial<GraphFacts>): GraphFacts {
  return {
    sizeBytes: 3_300_000,
    irVersion: 8,
    producer: 'pytorch 2.4.0',
    name: 'main_graph',
    description: '',
    opsets: [{ domain: 'ai.onnx', version: 17 }],
    inputs: [{ name: 'pixels', type: 'float32', dims: ['batch', 3, 32, 32], isTensor: true }],
    outputs: [{ name: 'logits', type: 'float32', dims: ['batch', 10], isTensor: true }],
    metadata: [['author', 'somebody']],
    initialisers: [
      { name: 'small', type: 'float32', dims: [4], bytes: 16 },
      { name: 'large', type: 'float32', dims: [64, 64], bytes: 16_384 },
    ],
    external: [],
    operators: [
      { domain: 'ai.onnx', name: 'Conv', count: 8 },
      { domain: 'com.microsoft', name: 'Gelu', count: 2 },
    ],
    parameters: 3_504_872,
    weightBytes: 14_000_000,
    functions: [],
    ...parts,
  }
}

const itemsOf = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map(({ textContent }) => textContent)

describe('the inspector', () => {
  it('reads nothing before somebody opens it', async () => {
    const { engine, user } = setUp()
    expect(engine.inspections).toHaveLength(0)
    await user.click(screen.getByText('Inspect the model'))
    expect(await screen.findByRole('status', { name: 'Reading the model' })).toBeTruthy()
    await waitFor(() => expect(engine.inspections.length).toBeGreaterThan(0))
  })

  it('tells what goes in, what comes out, how large it is and what it is made of', async () => {
    await inspect()
    expect(itemsOf('Inputs')).toEqual(['pixels float32 [batch, 3, 32, 32]'])
    expect(itemsOf('Outputs')).toEqual(['logits float32 [batch, 10]'])
    expect(itemsOf('Operators')).toEqual(['Conv8', 'com.microsoft.Gelu2'])
    expect(itemsOf('Largest weights')[0]).toBe('largefloat32 [64, 64]16 kB')
    const text = document.body.textContent
    for (const part of ['3.50 millionParameters', '14.0 MBWeights in memory', '10Operators'])
      expect(text).toContain(part)
    expect(text).toContain('IR version 8 · ai.onnx opset 17')
    expect(text).toContain('pytorch 2.4.0')
    expect(text).toContain('ab'.repeat(32))
  })

  it('adds the data files beside the model to its size on disk', async () => {
    await inspect({
      sizeBytes: 200_000,
      external: [{ location: 'model.onnx_data', endBytes: 90_000_000 }],
    })
    expect(document.body.textContent).toContain(
      '90.2 MB: 0.2 MB in the .onnx file, 90.0 MB in 1 data file',
    )
    expect(document.body.textContent).toContain('model.onnx_data, used up to 90.0 MB')
  })

  it('lists the first operators, and folds away the others', async () => {
    const operators = Array.from({ length: 20 }, (_, index) => ({
      domain: 'ai.onnx',
      name: `Op${index}`,
      count: 20 - index,
    }))
    const { user } = await inspect({ operators })
    expect(itemsOf('Operators')).toHaveLength(12)
    await user.click(screen.getByText('8 more'))
    expect(itemsOf('More operators')).toHaveLength(8)
  })

  it('shows what the author wrote as text, whatever it looks like', async () => {
    const nasty = '<img src=x onerror="document.title=1"><script>document.title=1</script>'
    const before = document.querySelectorAll('img, script').length
    await inspect({
      producer: nasty,
      name: nasty,
      description: nasty,
      metadata: [
        [nasty, nasty],
        ['names', nasty.repeat(40)],
      ],
      inputs: [{ name: nasty, type: nasty, dims: [nasty], isTensor: true }],
      operators: [{ domain: nasty, name: nasty, count: 1 }],
      initialisers: [{ name: nasty, type: nasty, dims: [1], bytes: 4 }],
      functions: [nasty],
      external: [{ location: nasty, endBytes: 1 }],
    })
    expect(itemsOf('Inputs')).toEqual([`${nasty} ${nasty} [${nasty}]`])
    expect(document.body.textContent).toContain(nasty.repeat(40))
    expect(document.querySelectorAll('img, script')).toHaveLength(before)
  })

  it('says why a model cannot be read, and tries again', async () => {
    const { engine, user } = setUp()
    await user.click(screen.getByText('Inspect the model'))
    await waitFor(() => expect(engine.inspections.length).toBeGreaterThan(0))
    engine.inspections.at(-1)?.fail('model-damaged', { path: 'model.onnx' })
    expect((await screen.findByRole('alert')).textContent).toContain('The model file is damaged.')
    const asked = engine.inspections.length
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(engine.inspections.length).toBeGreaterThan(asked))
    engine.inspections.at(-1)?.answer(buildGraph({}))
    expect(await screen.findByRole('list', { name: 'Inputs' })).toBeTruthy()
  })

  it('copies the facts as JSON', async () => {
    const { user } = await inspect()
    await user.click(screen.getByRole('button', { name: 'Copy model facts' }))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual(buildGraph({}))
  })
})
