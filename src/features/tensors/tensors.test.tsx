import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TensorsManifest } from '../../protocol/manifest.ts'
import type { OutputTensor, TensorsResult } from '../../protocol/tasks.ts'
import { FakeEngine, type FakeRun } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { Tensors } from './tensors.tsx'

const base: TensorsManifest = {
  task: 'tensors',
  id: 'any',
  title: 'Any',
  description: '',
  layout: 'graph',
  reasons: [],
  base: './',
  files: [],
  model: 'model.onnx',
  inputs: [
    { name: 'ids', type: 'int64', dims: ['batch', 'length'], isTensor: true },
    { name: 'mask', type: 'int64', dims: ['batch', 'length'], isTensor: true },
    { name: 'scale', type: 'float32', dims: ['?'], isTensor: true },
  ],
  outputs: [{ name: 'scores', type: 'float32', dims: ['batch', 2], isTensor: true }],
}

async function openTensors(parts: Partial<TensorsManifest> = {}, address = '') {
  const engine = new FakeEngine()
  const shared: string[] = []
  const { user } = renderPart(
    engine,
    <Tensors
      manifest={{ ...base, ...parts }}
      runtime="auto"
      shared={new URLSearchParams(address)}
      onShare={(state) => shared.push(String(state))}
    />,
  )
  await screen.findByRole('button', { name: 'Run' })
  async function run(index: number): Promise<FakeRun<'tensors'>> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'tensors'>
  }
  return { engine, user, shared, run }
}

function buildResult(...outputs: Partial<OutputTensor>[]): TensorsResult {
  return {
    outputs: outputs.map((output) => ({
      name: 'scores',
      type: 'float32',
      dims: [1, 2],
      data: [0.25, -1.5],
      elements: 2,
      ...output,
    })),
    timing: { runMs: 3.81, totalMs: 6.5, cold: true },
  }
}

const input = (name: string) => within(screen.getByRole('group', { name: new RegExp(`^${name}`) }))
const output = () => screen.getByRole('region', { name: 'Output' })

describe('raw tensors', () => {
  it('runs at once with values that most graphs accept', async () => {
    const { user, run } = await openTensors()
    await user.click(screen.getByRole('button', { name: 'Run' }))
    const { tensors } = (await run(0)).input
    expect(tensors['ids']).toEqual({ type: 'int64', dims: [1, 1], data: [0] })
    expect(tensors['mask']).toEqual({ type: 'int64', dims: [1, 1], data: [1] })
    expect(tensors['scale']).toMatchObject({ type: 'float32', dims: [1] })
  })

  it('lets inputs that share a size share its field', async () => {
    const { user, run } = await openTensors()
    const length = input('ids').getByRole('spinbutton', { name: 'length' })
    await user.clear(length)
    await user.type(length, '3')
    await user.selectOptions(input('ids').getByRole('combobox', { name: 'Values' }), 'Typed below')
    await user.type(input('ids').getByRole('textbox'), '5, 6, 7{Enter}')
    await user.click(screen.getByRole('button', { name: 'Run' }))
    const { tensors } = (await run(0)).input
    expect(tensors['ids']).toEqual({ type: 'int64', dims: [1, 3], data: [5, 6, 7] })
    expect(tensors['mask']?.data).toEqual([1, 1, 1])
  })

  it('shows every output with its shape, statistics and first values, and copies it', async () => {
    const { user, run } = await openTensors()
    expect(output().textContent).toContain('scoresfloat32 [batch, 2]')
    await user.click(screen.getByRole('button', { name: 'Run' }))
    const result = buildResult(
      { statistics: { min: -1.5, max: 0.25, mean: -0.625, notFinite: 0 } },
      { name: 'long', dims: [1000], data: [7, 'NaN'], elements: 1000 },
    )
    ;(await run(0)).finish(result)
    await screen.findByText('run 3.8 · total 6.5 ms · cold')
    expect(output().textContent).toContain('2 values · min -1.5 · mean -0.625 · max 0.25')
    expect(within(output()).getByRole('cell', { name: '0.25' })).toBeTruthy()
    expect(output().textContent).toContain('The first 2 of 1,000 values')

    await user.click(screen.getByRole('button', { name: 'Copy JSON' }))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      outputs: {
        scores: { type: 'float32', dims: [1, 2], data: [0.25, -1.5] },
        long: { type: 'float32', dims: [1000], data: [7, 'NaN'], elements: 1000 },
      },
    })
  })

  it('says what is wrong with an input without asking the model, and keeps what was typed', async () => {
    const { engine, user } = await openTensors()
    await user.selectOptions(input('ids').getByRole('combobox', { name: 'Values' }), 'Typed below')
    const field = input('ids').getByRole('textbox')
    await user.type(field, '1, 2')
    await user.click(screen.getByRole('button', { name: 'Run' }))
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The input “ids” does not fit.It has 2 values; the shape [1, 1] holds 1.',
    )
    expect(engine.runs).toHaveLength(0)
    expect(field).toHaveProperty('value', '1, 2')
  })

  it('keeps the last answer when the next run fails or is stopped', async () => {
    const { user, run } = await openTensors()
    await user.click(screen.getByRole('button', { name: 'Run' }))
    ;(await run(0)).finish(buildResult({}))
    await screen.findByRole('cell', { name: '0.25' })

    await user.click(screen.getByRole('button', { name: 'Run' }))
    const second = await run(1)
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(second.isAborted()).toBe(true)
    await act(async () => second.finish(buildResult({ data: [9, 9] })))
    expect(within(output()).getByRole('cell', { name: '0.25' })).toBeTruthy()

    await user.click(screen.getByRole('button', { name: 'Run' }))
    ;(await run(2)).fail('out-of-memory')
    expect((await screen.findByRole('alert')).textContent).toContain('ran out of memory')
    expect(within(output()).getByRole('cell', { name: '0.25' })).toBeTruthy()
  })

  it('writes what was run into the address, and reads it back', async () => {
    const first = await openTensors()
    await first.user.selectOptions(
      input('ids').getByRole('combobox', { name: 'Values' }),
      'Typed below',
    )
    await first.user.type(input('ids').getByRole('textbox'), '[[[[4, 5]]')
    await first.user.selectOptions(
      input('mask').getByRole('combobox', { name: 'Values' }),
      'Counting: 0, 1, 2, …',
    )
    await first.user.click(screen.getByRole('button', { name: 'Run' }))
    const address = first.shared.at(-1) ?? ''
    expect([...new URLSearchParams(address)]).toEqual([
      ['values.ids', '[[4, 5]]'],
      ['fill.mask', 'range'],
    ])
    cleanup()

    const second = await openTensors({}, 'values.ids=[[4,5]]&fill.mask=nonsense&size.length=2')
    await second.user.click(screen.getByRole('button', { name: 'Run' }))
    const { tensors } = (await second.run(0)).input
    expect(tensors['ids']).toEqual({ type: 'int64', dims: [1, 2], data: [4, 5] })
    expect(tensors['mask']?.data).toEqual([1, 1])
  })

  it('says what the model is for where it has no page of its own', async () => {
    await openTensors({ recognised: 'tabular-regression' })
    expect(
      screen.getByText(
        /looks like a tabular-regression model, but something that its own page needs is missing/,
      ),
    ).toBeTruthy()
  })

  it('says which inputs cannot be given', async () => {
    const { user } = await openTensors({
      inputs: [{ name: 'half', type: 'bfloat16', dims: [1], isTensor: true }],
    })
    expect(input('half').getByText(/Values of this type cannot be given/)).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Run' }))
    expect((await screen.findByRole('alert')).textContent).toContain('half is bfloat16.')
  })

  it('shows names and values as text, whatever they look like', async () => {
    const nasty = '<img src=x onerror="document.title=1">'
    const before = document.querySelectorAll('img').length
    const { user, run } = await openTensors({
      inputs: [{ name: nasty, type: 'float32', dims: [nasty], isTensor: true }],
      outputs: [{ name: nasty, type: 'string', dims: [1], isTensor: true }],
    })
    expect(screen.getByRole('spinbutton', { name: nasty })).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Run' }))
    ;(await run(0)).finish(buildResult({ name: nasty, type: 'string', dims: [1], data: [nasty] }))
    expect(await screen.findByRole('cell', { name: nasty })).toBeTruthy()
    expect(document.querySelectorAll('img')).toHaveLength(before)
  })
})
