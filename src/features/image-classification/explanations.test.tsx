import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { ImageClassification, OcclusionMap, SeenTensor } from '../../protocol/picture-tasks.ts'
import { buildClassification, buildPictures } from '../../testing/builders.ts'
import { FakeEngine, type FakeRun } from '../../testing/fake-engine.ts'
import { renderApp } from '../../testing/render-app.tsx'

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const choice = (name: string) => screen.findByRole<HTMLSelectElement>('combobox', { name })
const photo = (name = 'photo.jpg') => new File(['bytes'], name, { type: 'image/jpeg' })
/** The line that opens a fold. */
const fold = (title: string) => screen.findByText(title, { selector: 'summary' })
const list = (name: string) =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('meter')
    .map((meter) => `${meter.getAttribute('aria-label')} ${meter.getAttribute('aria-valuenow')}`)
const spoken = () =>
  [...document.querySelectorAll('[aria-live=polite].sr-only')].map((node) => node.textContent)

async function open(parts: Partial<ImageClassificationManifest> = {}) {
  const manifest = buildPictures(parts)
  const { engine, user } = renderApp('?model=pictures', {
    engine: new FakeEngine(),
    demos: [manifest],
  })
  await screen.findByText('Choose a picture')
  async function run(index: number): Promise<FakeRun<'image-classification'>> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'image-classification'>
  }
  async function look(result: Partial<ImageClassification> = {}) {
    const count = engine.runs.length
    await user.upload(screen.getByLabelText('Image'), photo())
    ;(await run(count)).finish(buildClassification(result))
    await screen.findByText('JPEG, 640 × 480')
  }
  return { engine, user, run, look }
}

const heat: OcclusionMap = {
  class: 'cat',
  columns: 3,
  rows: 3,
  drops: Float32Array.of(0, 0, 0, 0.614, 0, 0, 0, 0, -0.1),
  area: { left: 80, top: 0, width: 480, height: 480 },
}
const probabilities = Float32Array.of(0.05, 0.9, 0.05)

describe('why a class', () => {
  it('is asked with its cost said beforehand, and answered in words and over the picture', async () => {
    const { user, look, run } = await open()
    await look()
    await user.click(await fold('Why this answer'))
    expect(screen.getByText(/^36 parts to cover: at most 36 runs, about 137 ms/)).toBeTruthy()

    await user.click(button('Show what matters'))
    const asked = await run(1)
    expect(asked.input).toMatchObject({
      image: { name: 'photo.jpg' },
      occlude: { patch: 8, step: 5 },
    })
    asked.step({ index: 8, total: 36 })
    const bar = await screen.findByRole('progressbar', { name: 'Covering' })
    await waitFor(() => expect(bar.getAttribute('aria-valuenow')).toBe('25'))
    // The answer itself stays where it is.
    expect(list('Predictions')[0]).toBe('cat 0.924')

    asked.finish(buildClassification({ heat, probabilities }))
    const words =
      'For “cat” the middle left matters most: covering a part takes up to 61.4 points of its probability.'
    await waitFor(() => expect(screen.getAllByText(words)[0]).toBeTruthy())
    expect(spoken()).toContain(words)
    const drawn = await screen.findByRole('img', { name: 'What matters for “cat”' })
    const overlay = drawn.parentElement!
    expect(overlay.style.left).toBe('12.5%')
    expect(overlay.style.width).toBe('75%')
    fireEvent.change(screen.getByRole('slider', { name: 'Opacity' }), { target: { value: '0.3' } })
    expect(overlay.isConnected && overlay.style.opacity).toBe('0.3')
  })

  it('may be asked of another class, in more detail', async () => {
    const { user, look, run } = await open()
    await look()
    await user.click(await fold('Why this answer'))
    await user.selectOptions(await choice('Class'), 'bird')
    await user.selectOptions(await choice('Detail'), 'Fine, 16 × 16')
    await user.click(button('Show what matters'))
    expect((await run(1)).input.occlude).toEqual({ class: 2, patch: 3, step: 2 })
  })

  it('can be stopped, and fails with a sentence', async () => {
    const { user, look, run } = await open()
    await look()
    await user.click(await fold('Why this answer'))
    await user.click(button('Show what matters'))
    const first = await run(1)
    await user.click(button('Stop'))
    expect(first.isAborted()).toBe(true)
    await user.click(button('Show what matters'))
    ;(await run(2)).fail('output-not-finite')
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(list('Predictions')[0]).toBe('cat 0.924')
  })

  it('goes from the picture with the fold, and with the next picture', async () => {
    const { user, look, run } = await open()
    await look()
    await user.click(await fold('Why this answer'))
    await user.click(button('Show what matters'))
    ;(await run(1)).finish(buildClassification({ heat, probabilities }))
    const overlay = () => screen.queryByRole('img', { name: 'What matters for “cat”' })
    await waitFor(() => expect(overlay()).toBeTruthy())
    await user.click(await fold('Why this answer'))
    await waitFor(() => expect(overlay()).toBeNull())
    await user.click(await fold('Why this answer'))
    await waitFor(() => expect(overlay()).toBeTruthy())
    await look({ predictions: [{ class: 'dog', prob: 1 }] })
    await waitFor(() => expect(overlay()).toBeNull())
  })
})

/** After the answer itself comes the one of a component that StrictMode takes away and puts back. */
const second = 2

const seenOf = (preprocessing: Partial<SeenTensor['preprocessing']> = {}): SeenTensor => ({
  width: 2,
  height: 1,
  resized: new Uint8ClampedArray(8),
  normalised: new Uint8ClampedArray(8),
  channels: [
    { min: -1, max: 1, mean: 0.25 },
    { min: 0, max: 2, mean: 1 },
    { min: 0, max: 3, mean: 2 },
  ],
  preprocessing: { ...buildPictures().preprocessing, ...preprocessing },
})

describe('what the model saw', () => {
  it('is the tensor as pictures and numbers, made when it is asked for', async () => {
    const { engine, user, look, run } = await open()
    await look()
    await fold('What the model saw')
    expect(engine.runs).toHaveLength(1)
    await user.click(await fold('What the model saw'))
    const asked = await run(second)
    expect(asked.input).toMatchObject({ image: { name: 'photo.jpg' }, showTensor: true })
    expect(asked.input.preprocessing).toBeUndefined()
    asked.finish(buildClassification({ seen: seenOf() }))
    const side = await screen.findByRole('region', { name: 'As the export says' })
    expect(within(side).getByRole('img', { name: 'Resized, as the export says' })).toBeTruthy()
    expect(within(side).getByRole('img', { name: 'Normalised, as the export says' })).toBeTruthy()
    const rows = within(side)
      .getAllByRole('row')
      .map((row) => [...row.children].map((cell) => cell.textContent).join(' '))
    expect(rows).toEqual([
      'Channel Least Mean Greatest',
      'Red −1.000 0.250 1.000',
      'Green 0.000 1.000 2.000',
      'Blue 0.000 2.000 3.000',
    ])
  })

  it('can be made otherwise, beside what it was, and says how to keep that', async () => {
    const { user, look, run } = await open()
    await look()
    await user.click(await fold('What the model saw'))
    ;(await run(second)).finish(buildClassification({ seen: seenOf() }))
    await user.selectOptions(await choice('Filter'), 'Bilinear')
    const asked = await run(second + 1)
    expect(asked.input.preprocessing).toEqual({ filter: 'bilinear' })
    asked.finish(
      buildClassification({ seen: seenOf(), predictions: [{ class: 'dog', prob: 0.6 }] }),
    )
    await screen.findByRole('region', { name: 'With these changes' })
    expect(list('As the export says')[0]).toBe('cat 0.924')
    expect(list('With these changes')).toEqual(['dog 0.6'])
    expect(spoken()).toContain('The first class changes from “cat” to “dog”.')

    await user.selectOptions(await choice('Resize'), 'Shorter side, middle cut out')
    await user.selectOptions(await choice('Range'), '−1 to 1')
    await user.selectOptions(await choice('Colours'), 'Blue first (BGR)')
    // What was wanted while a run was under way is run when that has ended, all at once.
    ;(await run(second + 2)).finish(buildClassification({ seen: seenOf() }))
    expect((await run(second + 3)).input.preprocessing).toEqual({
      filter: 'bilinear',
      resize: { mode: 'shorter-side', shorterSide: 37 },
      mean: [0.5, 0.5, 0.5],
      std: [0.5, 0.5, 0.5],
      colours: 'BGR',
    })
    await user.click(button('Copy for vitrine.json'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      preprocessing: {
        filter: 'bilinear',
        resize: 'shorter-side',
        shorterSide: 37,
        mean: [0.5, 0.5, 0.5],
        std: [0.5, 0.5, 0.5],
        colours: 'BGR',
      },
    })
    await user.click(button('As the export says'))
    expect(screen.queryByRole('region', { name: 'With these changes' })).toBeNull()
  })

  it('takes any mean and deviation, and says what is none', async () => {
    const { user, look, run } = await open()
    await look()
    await user.click(await fold('What the model saw'))
    ;(await run(second)).finish(buildClassification({ seen: seenOf() }))
    await user.selectOptions(await choice('Range'), 'Other numbers')
    const std = screen.getByRole<HTMLInputElement>('textbox', { name: 'Std' })
    await user.clear(std)
    await user.paste('1, 0, 1')
    expect(std.getAttribute('aria-invalid')).toBe('true')
    expect(screen.getByText(/3 numbers with commas between them, above 0/)).toBeTruthy()
    await user.clear(std)
    await user.paste('1, 2, 3')
    expect((await run(second + 1)).input.preprocessing).toEqual({ std: [1, 2, 3] })
  })
})

describe('the author’s reference', () => {
  const examples = [
    {
      title: 'Ship',
      image: 'examples/ship.png',
      expected: { predictions: [{ class: 'cat', prob: 0.92 }] },
    },
    { title: 'Frog', image: 'examples/frog.png', expected: { logits: [1, 2], tolerance: 0.001 } },
    { title: 'Without', image: 'examples/without.png' },
  ]

  it('is not offered where there is none', async () => {
    const { look } = await open()
    await look()
    await fold('What the model saw')
    expect(screen.queryByText('The author’s reference')).toBeNull()
  })

  it('is checked when asked, and says honestly what differs', async () => {
    const { engine, user, run } = await open({ examples })
    await user.click(await fold('The author’s reference'))
    expect(engine.runs).toHaveLength(0)
    await user.click(button('Check against the author’s reference'))
    expect((await run(0)).input).toMatchObject({ topK: 10, all: false })
    ;(await run(0)).finish(buildClassification())
    expect((await run(1)).input).toMatchObject({ all: true })
    ;(await run(1)).finish(buildClassification({ logits: Float32Array.of(1, 2.5) }))
    await screen.findAllByText('1 of 2 agree with the author’s reference.')
    expect(engine.runs).toHaveLength(2)
    const rows = within(screen.getByRole('list', { name: /^The reference/ }))
      .getAllByRole('listitem')
      .map((row) => row.firstChild?.textContent + ': ' + row.children[1]?.textContent)
    expect(rows).toEqual([
      'Ship: Equal: the same classes in the same order, probabilities differ by at most 0.004 (tolerance 0.01).',
      'Frog: Differs: the model’s own numbers by at most 0.5 (tolerance 0.001).',
    ])

    await user.click(button('What the model saw of Frog'))
    ;(await run(2)).finish(buildClassification())
    expect(await choice('Filter')).toBeTruthy()
  })

  it('counts an example that cannot be run as one that does not agree', async () => {
    const { user, run } = await open({ examples })
    await user.click(await fold('The author’s reference'))
    await user.click(button('Check against the author’s reference'))
    ;(await run(0)).finish(buildClassification())
    ;(await run(1)).fail('image-corrupt', { name: 'frog.png' })
    await screen.findAllByText('1 of 2 agree with the author’s reference.')
    expect(screen.getByText(/^Could not be run\. Invalid image format/)).toBeTruthy()
  })

  it('can be stopped', async () => {
    const { user, run } = await open({ examples })
    await user.click(await fold('The author’s reference'))
    await user.click(button('Check against the author’s reference'))
    const first = await run(0)
    await user.click(button('Stop'))
    expect(first.isAborted()).toBe(true)
    expect(button('Check against the author’s reference')).toBeTruthy()
  })
})

describe('how sure the model is', () => {
  it('is said where it is not', async () => {
    const { look } = await open()
    const close = [
      { class: 'cat', prob: 0.46 },
      { class: 'dog', prob: 0.44 },
    ]
    await look({ predictions: close })
    const doubt = 'Not confident: “cat” and “dog” are nearly as probable.'
    expect(screen.getByText(doubt)).toBeTruthy()
    expect(spoken()).toContain(`cat, 46.0 %. ${doubt}`)
    await look({ predictions: [{ class: 'cat', prob: 0.12 }] })
    expect(
      await screen.findByText('Not confident: even its first class has only 12.0 %.'),
    ).toBeTruthy()
    await look()
    await waitFor(() => expect(screen.queryByText(/^Not confident/)).toBeNull())
  })

  it('names labels that do not fit the model', async () => {
    const { look } = await open()
    await look({ mismatch: { labels: 1000, classes: 1001 } })
    expect(
      screen.getByText(/^The export names 1,000 labels, but the model has 1,001 classes/),
    ).toBeTruthy()
  })
})

describe('classes that do not exclude one another', () => {
  it('are parted by a threshold, which needs no other run', async () => {
    const { engine, look } = await open({ scores: 'sigmoid', threshold: 0.6 })
    await look({ probabilities: Float32Array.of(0.9, 0.2, 0.55), predictions: [] })
    expect(engine.runs[0]?.input).toMatchObject({ all: true })
    expect(await screen.findByText('1 of 3 reach 60.0 %.', { selector: 'p' })).toBeTruthy()
    expect(list('Predictions')).toEqual(['cat 0.9'])
    expect(list('Below the threshold')).toEqual(['bird 0.55', 'dog 0.2'])
    const slider = screen.getByRole('slider', { name: 'Threshold' })
    fireEvent.change(slider, { target: { value: '0.5' } })
    expect(list('Predictions')).toEqual(['cat 0.9', 'bird 0.55'])
    fireEvent.change(slider, { target: { value: '0.95' } })
    expect(screen.queryByRole('list', { name: 'Predictions' })).toBeNull()
    expect(screen.getByText('Nothing reaches 95.0 %.', { selector: 'p' })).toBeTruthy()
    expect(list('Below the threshold')).toHaveLength(3)
    expect(engine.runs).toHaveLength(1)
  })
})
