import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '../protocol/manifest.ts'
import type { Described } from '../protocol/source.ts'
import { buildDescribed, buildPictures } from '../testing/builders.ts'
import { FakeEngine } from '../testing/fake-engine.ts'
import { renderApp } from '../testing/render-app.tsx'

const select = () => screen.getByRole<HTMLSelectElement>('combobox', { name: 'Model file' })
const main = () => screen.getByRole('main').textContent
const base = 'local:vision/'

async function open(described: Described, engine = new FakeEngine()) {
  const { user } = renderApp('', { engine })
  const files = [new File(['m'], 'vision.onnx')]
  fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files, items: [] } })
  await waitFor(() => expect(engine.descriptions).toHaveLength(1))
  engine.descriptions[0]?.answer(described)
  await screen.findByText(/^(Opened as|Looks like)/)
  return { engine, user }
}

describe('the page of an opened export', () => {
  it('shows what is only guessed or missing', async () => {
    const notes = ['Labels are missing.', 'The mean is a guess.']
    await open(buildDescribed({ manifest: buildPictures({ base, notes }) }))
    expect(screen.getByRole('note').textContent).toBe(notes.join(''))
  })

  it('says when there is no page for what the model is', async () => {
    const manifest: Manifest = {
      ...buildPictures({ base }),
      task: 'tensors',
      recognised: 'object-detection',
      reasons: ['object detection, because “output” is 1 × 84 × 8400'],
      inputs: [],
      outputs: [],
    }
    await open(buildDescribed({ manifest }))
    expect(main()).toContain(
      'Looks like object detection, because “output” is 1 × 84 × 8400. Opened on plain tensors.',
    )
  })

  it('shows markup in names as the text it is', async () => {
    const title = '<img src=x onerror=alert(1)>'
    await open(buildDescribed({ manifest: buildPictures({ base, title, notes: [title] }) }))
    expect(screen.getByRole('heading', { level: 1 }).textContent).toBe(title)
    expect(document.querySelector('img[onerror]')).toBeNull()
  })
})

describe('the choice of the model file', () => {
  const file = (path: string, sizeBytes: number) => ({ path, sizeBytes })
  const variants = [
    { model: 'model.onnx', precision: 'fp32', files: [file('model.onnx', 4e6)] },
    { model: 'model_q8.onnx', precision: 'q8', files: [file('model_q8.onnx', 1e6)] },
  ] as const
  const withVariants = buildDescribed({
    manifest: buildPictures({ base, variants }),
    models: ['model.onnx', 'model_q8.onnx', 'other.onnx'],
  })

  it('is absent where there is nothing to choose', async () => {
    await open(buildDescribed())
    expect(screen.queryByRole('combobox', { name: 'Model file' })).toBeNull()
  })

  it('is left to the device first, and says what that took and why', async () => {
    const why = 'WASM runs 8-bit weights fastest'
    const opened = { model: { path: 'model_q8.onnx', why } }
    await open(withVariants, new FakeEngine({ opened }))
    expect(select().selectedOptions[0]?.textContent).toBe('Automatic')
    expect([...select().options].map(({ text }) => text)).toEqual([
      'Automatic',
      'model.onnx · fp32 · 4.0 MB',
      'model_q8.onnx · q8 · 1.0 MB',
      'other.onnx',
    ])
    await screen.findByText(`Runs model_q8.onnx: ${why}`)
  })

  it('can be pinned, and given back to the device', async () => {
    const { engine, user } = await open(withVariants)
    await user.selectOptions(select(), 'model.onnx')
    await waitFor(() => expect(engine.loads.at(-1)?.manifest.pinned).toBe('model.onnx'))
    expect(engine.descriptions).toHaveLength(1)
    await user.selectOptions(select(), 'automatic')
    await waitFor(() => expect(engine.loads.at(-1)?.manifest.pinned).toBeUndefined())
  })

  it('may take another model of the export, which is another description', async () => {
    const { engine, user } = await open(withVariants)
    await user.selectOptions(select(), 'other.onnx')
    await waitFor(() => expect(engine.descriptions).toHaveLength(2))
    expect(engine.descriptions[1]?.author).toEqual({ model: 'other.onnx' })
    engine.descriptions[1]?.answer(
      buildDescribed({
        manifest: buildPictures({ base, title: 'The other', model: 'other.onnx' }),
      }),
    )
    await screen.findByRole('heading', { level: 1, name: 'The other' })
  })

  it('that will not do leaves the model that runs', async () => {
    const { engine, user } = await open(withVariants)
    await user.selectOptions(select(), 'other.onnx')
    await waitFor(() => expect(engine.descriptions).toHaveLength(2))
    engine.descriptions[1]?.fail('model-damaged', { path: 'other.onnx' })
    expect((await screen.findByRole('alert')).textContent).toContain('The model file is damaged.')
    expect(screen.getByText('Choose a picture')).toBeTruthy()
    expect(engine.loads).toHaveLength(1)
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
