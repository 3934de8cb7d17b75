import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { Described } from '../../protocol/source.ts'
import {
  buildClassification,
  buildDemos,
  buildDescribed,
  buildPictures,
} from '../../testing/builders.ts'
import { FakeEngine, type FakeRun } from '../../testing/fake-engine.ts'
import { renderApp } from '../../testing/render-app.tsx'

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const shownPicture = () => screen.getByRole<HTMLImageElement>('img', { name: 'Input image' }).src
const fileInput = () => screen.getByLabelText<HTMLInputElement>('Image')
const photo = (name = 'photo.jpg') => new File(['bytes'], name, { type: 'image/jpeg' })

const carrying = (...files: File[]) => ({ types: ['Files'], files, items: [] })
const predictions = () =>
  within(screen.getByRole('list', { name: 'Predictions' }))
    .getAllByRole('listitem')
    .map((item) => {
      const meter = within(item).getByRole('meter')
      return [meter.getAttribute('aria-label'), meter.getAttribute('aria-valuenow')]
    })

async function open(
  address = '?model=pictures',
  options: Parameters<typeof renderApp>[1] & { engine?: FakeEngine } = {},
) {
  const { engine, user } = renderApp(address, options)
  await screen.findByText('Choose a picture')
  async function run(index: number): Promise<FakeRun<'image-classification'>> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'image-classification'>
  }
  const input = async (index: number) => (await run(index)).input
  return { engine, user, run, input }
}

describe('image classification', () => {
  it('opens with an example that was computed beforehand', async () => {
    await open('?model=pictures', { engine: new FakeEngine({ loadsAtOnce: false }) })
    expect(shownPicture()).toContain('models/pictures/examples/ship.png')
    expect(predictions()).toEqual([
      ['ship', '0.961'],
      ['truck', '0.02'],
    ])
    expect(screen.getByText('Computed beforehand with this model')).toBeTruthy()
  })

  it('classifies a chosen file and shows it with its predictions, times and facts', async () => {
    const { user, run, input } = await open()
    await user.upload(fileInput(), photo())
    expect(await input(0)).toMatchObject({ image: { name: 'photo.jpg' }, topK: 3 })
    ;(await run(0)).finish(buildClassification())
    await screen.findByText('decode 2.1 · prepare 0.4 · run 3.8 · total 6.5 ms · cold')
    expect(predictions()).toEqual([
      ['cat', '0.924'],
      ['dog', '0.051'],
      ['bird', '0.013'],
    ])
    expect(screen.getAllByText('92.4 %')).toHaveLength(2)
    expect(shownPicture()).toMatch(/^blob:/)
    expect(screen.getByText('JPEG, 640 × 480')).toBeTruthy()
    expect(window.location.hash).toBe('#topK=3')
  })

  it('keeps the old picture with its old predictions until the new ones are there', async () => {
    const { user, run } = await open()
    await user.upload(fileInput(), photo())
    expect(await screen.findByText(/photo\.jpg/)).toBeTruthy()
    expect(shownPicture()).toContain('ship.png')
    expect(predictions()[0]).toEqual(['ship', '0.961'])
    ;(await run(0)).finish(buildClassification())
    await waitFor(() => expect(shownPicture()).toMatch(/^blob:/))
    expect(screen.queryByText(/photo\.jpg/)).toBeNull()
  })

  it('answers a bad picture with a sentence and keeps the last good one', async () => {
    const { user, run } = await open()
    await user.upload(fileInput(), photo())
    ;(await run(0)).finish(buildClassification())
    await waitFor(() => expect(shownPicture()).toMatch(/^blob:/))

    await user.upload(fileInput(), photo('broken.jpg'))
    ;(await run(1)).fail('image-corrupt', { name: 'broken.jpg', format: 'JPEG' })
    expect((await screen.findByRole('alert')).textContent).toMatch(
      /^Invalid image format“broken.jpg” .*damaged or cut off/,
    )
    expect(shownPicture()).toMatch(/^blob:/)
    expect(predictions()[0]).toEqual(['cat', '0.924'])

    await user.upload(fileInput(), photo())
    ;(await run(2)).finish(buildClassification())
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('runs an example that is tapped, showing what is known of it meanwhile', async () => {
    const engine = new FakeEngine({ loadsAtOnce: false })
    const { user, run, input } = await open('?model=pictures', { engine })
    await user.click(button(/^Frog/))
    expect(predictions()).toEqual([['frog', '0.88']])
    expect(shownPicture()).toContain('frog.png')

    engine.loads[0]?.succeed()
    expect((await input(0)).image).toMatchObject({ size: 'picture'.length })
    ;(await run(0)).finish(buildClassification())
    await waitFor(() => expect(predictions()[0]).toEqual(['cat', '0.924']))
    expect(shownPicture()).toContain('frog.png')
  })

  it('lets the latest picture win', async () => {
    const { user, run } = await open()
    await user.upload(fileInput(), photo('old.jpg'))
    const old = await run(0)
    await user.upload(fileInput(), photo('new.jpg'))
    const latest = await run(1)
    expect(old.isAborted()).toBe(true)
    await act(async () =>
      old.finish(buildClassification({ predictions: [{ class: 'old', prob: 1 }] })),
    )
    latest.finish(buildClassification())
    await waitFor(() => expect(predictions()[0]).toEqual(['cat', '0.924']))
  })

  it('looks at the same picture again when another number of classes is wanted', async () => {
    const { user, run, input } = await open('?model=pictures#topK=2')
    await user.upload(fileInput(), photo())
    expect(await input(0)).toMatchObject({ topK: 2 })
    ;(await run(0)).finish(buildClassification())
    await waitFor(() => expect(shownPicture()).toMatch(/^blob:/))

    const field = screen.getByRole('spinbutton', { name: 'Top-k' })
    await user.clear(field)
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await user.type(field, '5')
    expect(await input(1)).toMatchObject({ image: { name: 'photo.jpg' }, topK: 5 })
    expect(window.location.hash).toBe('#topK=5')
  })

  it('ignores a shared number of classes that will not do', async () => {
    await open('?model=pictures#topK=99')
    expect(screen.getByRole('spinbutton', { name: 'Top-k' })).toHaveProperty('value', '3')
  })

  it('copies the predictions as the serving examples give them', async () => {
    const { user } = await open()
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      predictions: [
        { class: 'ship', prob: 0.961 },
        { class: 'truck', prob: 0.02 },
      ],
    })
  })

  it('tells apart a picture that cannot be fetched from one that cannot be read', async () => {
    const { user } = await open('?model=pictures', {
      serve: (path) =>
        path === 'models/index.json'
          ? Response.json({ demos: buildDemos() })
          : new Response('', { status: 404 }),
    })
    await user.click(button(/^Frog/))
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The server answered 404 for models/pictures/examples/frog.png.',
    )
  })

  it('works by keyboard alone', async () => {
    const { user, run } = await open()
    button(/^Frog/).focus()
    await user.keyboard('{Enter}')
    ;(await run(0)).finish(buildClassification())
    await waitFor(() => expect(predictions()[0]).toEqual(['cat', '0.924']))
    fileInput().focus()
    expect(document.activeElement).toBe(fileInput())
  })
})

describe('a picture that is brought to the page', () => {
  it('may be dropped anywhere, which shows while it hovers', async () => {
    const { input } = await open()
    fireEvent.dragEnter(document.body, { dataTransfer: carrying() })
    fireEvent.dragEnter(fileInput(), { dataTransfer: carrying() })
    fireEvent.dragLeave(document.body, { dataTransfer: carrying() })
    expect(screen.getByText('Drop a picture or a model anywhere')).toBeTruthy()
    fireEvent.dragLeave(fileInput(), { dataTransfer: carrying() })
    expect(screen.queryByText('Drop a picture or a model anywhere')).toBeNull()

    fireEvent.dragEnter(document.body, { dataTransfer: carrying() })
    fireEvent.drop(document.body, { dataTransfer: carrying(photo('dropped.jpg')) })
    expect(screen.queryByText('Drop a picture or a model anywhere')).toBeNull()
    expect(await input(0)).toMatchObject({ image: { name: 'dropped.jpg' } })
  })

  it('may be pasted anywhere, while pasted text is left alone', async () => {
    const { engine, input } = await open()
    fireEvent.paste(document.body, { clipboardData: { types: ['text/plain'], files: [] } })
    expect(engine.runs).toHaveLength(0)
    fireEvent.paste(document.body, { clipboardData: carrying(photo('pasted.png')) })
    expect(await input(0)).toMatchObject({ image: { name: 'pasted.png' } })
  })

  it('stays where it is when a folder comes, which is opened as an export', async () => {
    const { engine, run, user } = await open()
    await user.upload(fileInput(), photo())
    ;(await run(0)).finish(buildClassification())
    await waitFor(() => expect(shownPicture()).toMatch(/^blob:/))
    fireEvent.drop(document.body, { dataTransfer: carrying(new File(['m'], 'model.onnx')) })
    await waitFor(() => expect(engine.descriptions).toHaveLength(1))
    engine.descriptions[0]?.fail('nothing-to-open', { name: 'model.onnx' })
    expect((await screen.findByRole('alert')).textContent).toContain('There is no model in this.')
    expect(engine.runs).toHaveLength(1)
    expect(predictions()[0]).toEqual(['cat', '0.924'])
  })
})

describe('the examples of an opened export', () => {
  const manifest = (base: string) =>
    buildPictures({ base, examples: [{ title: 'Ship', image: 'examples/ship.png' }] })

  async function openDescribed(described: Described) {
    const { engine, user } = renderApp('')
    fireEvent.drop(document.body, { dataTransfer: carrying(new File(['m'], 'model.onnx')) })
    await waitFor(() => expect(engine.descriptions).toHaveLength(1))
    engine.descriptions[0]?.answer(described)
    await screen.findByText('Choose a picture')
    return { engine, user }
  }

  it('come out of the files that were opened', async () => {
    const picture = new File(['ship'], 'ship.png')
    const { engine, user } = await openDescribed(
      buildDescribed({
        manifest: manifest('local:vision/'),
        files: new Map([['examples/ship.png', picture]]),
      }),
    )
    await user.click(button('Ship'))
    await waitFor(() => expect(engine.runs).toHaveLength(1))
    expect(engine.runs[0]?.input).toMatchObject({ image: picture })
  })

  it('are left out where the page may not fetch them', async () => {
    await openDescribed(buildDescribed({ manifest: manifest('https://example.org/vision/') }))
    expect(screen.queryByRole('button', { name: 'Ship' })).toBeNull()
    expect(document.querySelector('img[src*="example.org"]')).toBeNull()
  })
})
