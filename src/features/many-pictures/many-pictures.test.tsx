import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { buildPictures } from '../../testing/builders.ts'
import { FakeEngine, type FakeRun } from '../../testing/fake-engine.ts'
import { buildAnswer, giveSizes, pictureAt } from '../../testing/many-builders.ts'
import { renderApp } from '../../testing/render-app.tsx'

type Run = FakeRun<'image-classification'>

const tab = (name: string) => screen.getByRole('tab', { name })
const selected = () =>
  screen.getAllByRole('tab').find((one) => one.getAttribute('aria-selected') === 'true')
    ?.textContent
const button = (name: string | RegExp) => screen.getByRole('button', { name })
const region = (name: string) => screen.findByRole('region', { name })

const cat = buildAnswer([0.9, 0.06, 0.04])
const dog = buildAnswer([0.1, 0.8, 0.1])
const unsure = buildAnswer([0.4, 0.35, 0.25])

let restore = () => {}
beforeEach(() => {
  restore = giveSizes()
})
afterEach(() => restore())

async function open(
  demos: readonly ImageClassificationManifest[] = [buildPictures()],
  engine = new FakeEngine(),
) {
  await import('./many-pictures.tsx')
  const { user } = renderApp('?model=pictures#mode=many', { engine, demos })
  const input = await screen.findByLabelText<HTMLInputElement>('Choose pictures')
  const give = (...paths: string[]) => {
    fireEvent.change(input, { target: { files: paths.map(pictureAt) } })
  }
  async function run(index: number): Promise<Run> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as Run
  }
  /** Lets the next runs answer, in the order in which they were asked. */
  async function answer(from: number, ...answers: readonly (typeof cat)[]) {
    for (const [at, result] of answers.entries()) (await run(from + at)).finish(result)
  }
  return { engine, user, give, run, answer, input }
}

const shown = () => screen.getByRole('status', { name: 'Shown' }).textContent
const table = (name: string | RegExp) => within(screen.getByRole('table', { name }))

describe('many pictures', () => {
  it('are run one after the other, in the order of their paths, and shown as they come', async () => {
    const { give, run, engine } = await open()
    give('set/10.png', 'set/9.png', 'set/b.png', 'set/notes.txt', 'set/.hidden.png')
    expect((await run(0)).input).toMatchObject({ image: { name: '9.png' }, all: true })
    expect((await run(1)).input).toMatchObject({ image: { name: '10.png' } })
    expect(engine.runs).toHaveLength(2)
    ;(await run(0)).finish(cat)
    expect(await screen.findByRole('button', { name: /^cat 90\.0 % ?9\.png$/ })).toBeTruthy()
    const bar = screen.getByRole('progressbar', { name: 'Looking at pictures' })
    expect(bar.getAttribute('aria-valuetext')).toBe('1 of 3')
    expect(screen.getByText('1 other file beside them is left out.')).toBeTruthy()
  })

  it('are not stopped by one that cannot be read, which is named with the reason', async () => {
    const { give, run, answer, user } = await open()
    give('a.png', 'b.png', 'c.png')
    ;(await run(0)).fail('image-corrupt', { name: 'a.png', format: 'PNG' })
    await answer(1, cat, dog)
    await user.click(await screen.findByText('1 picture could not be read'))
    expect(screen.getByText(/“a.png” looks like a picture \(PNG\), but it is damaged/)).toBeTruthy()
    expect(button(/^could not be read ?a\.png$/)).toBeTruthy()
    expect(button(/^dog 80\.0 % ?c\.png$/)).toBeTruthy()
  })

  it('are cancelled, which keeps what is done, and gone on with', async () => {
    const { give, run, user, engine } = await open()
    give('a.png', 'b.png', 'c.png')
    ;(await run(0)).finish(cat)
    await screen.findByRole('button', { name: /^cat/ })
    await user.click(button('Cancel'))
    expect((await run(1)).isAborted()).toBe(true)
    await screen.findByText('Stopped after 1 of 3')
    expect(button(/^cat/)).toBeTruthy()
    const before = engine.runs.length
    await user.click(button('Go on'))
    expect((await run(before)).input).toMatchObject({ image: { name: 'b.png' } })
    ;(await run(before)).finish(dog)
    ;(await run(before + 1)).finish(dog)
    await waitFor(() => expect(screen.getAllByRole('button', { name: /^dog/ })).toHaveLength(2))
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('are refused in words when they are too many or none, and what was there stays', async () => {
    const { give, answer } = await open()
    give('a.png')
    await answer(0, cat)
    await screen.findByRole('button', { name: /^cat/ })
    give(...Array.from({ length: 2001 }, (_, at) => `many/${at}.png`))
    expect((await screen.findByRole('alert')).textContent).toContain('too many pictures')
    give('notes.txt')
    await waitFor(() =>
      expect(screen.getByRole('alert').textContent).toContain('no pictures in this'),
    )
    expect(button(/^cat/)).toBeTruthy()
  })

  it('are filtered, and sorted in a table', async () => {
    const { give, answer, user } = await open()
    give('a.png', 'b.png', 'c.png')
    await answer(0, cat, unsure, dog)
    await waitFor(() => expect(screen.queryByRole('progressbar')).toBeNull())
    await user.selectOptions(screen.getByRole('combobox', { name: 'As' }), 'Table')
    const names = () =>
      table('Pictures as a table')
        .getAllByRole('rowheader')
        .map((cell) => cell.textContent)
    await user.click(table('Pictures as a table').getByRole('button', { name: /^Probability/ }))
    expect(names()).toEqual(['b.png', 'c.png', 'a.png'])
    await user.click(table('Pictures as a table').getByRole('button', { name: /^Probability/ }))
    expect(names()).toEqual(['a.png', 'c.png', 'b.png'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'Show' }), 'Unsure (1)')
    expect(names()).toEqual(['b.png'])
    expect(shown()).toBe('1 of 3 pictures')
    expect(screen.getByRole('table', { name: 'Pictures as a table' }).ariaRowCount ?? '2').toBe('2')
  })
})

describe('a labelled folder', () => {
  it('is judged, with the folders that are no class named', async () => {
    const { give, answer } = await open()
    give('set/Cat/1.png', 'set/cat/2.png', 'set/DOG/3.png', 'set/misc/4.png')
    await answer(0, cat, dog, dog, cat)
    const right = await region('How often it is right')
    expect(right.textContent).toContain('66.7 %')
    expect(right.textContent).toContain('2 of 3 pictures')
    expect(right.textContent).toContain('“misc” (1)')
    const row = table(/^Confusion matrix/).getByRole('row', { name: /^cat/ })
    expect(
      within(row)
        .getAllByRole('cell')
        .map((cell) => cell.textContent),
    ).toEqual(['1', '1'])
    const dogs = table('Precision and recall by class').getByRole('row', { name: /^dog/ })
    expect(dogs.textContent).toBe('dog150.0 %100.0 %')
    expect(
      screen.getByRole('img', { name: /^Calibration\. Its probabilities are off by/ }),
    ).toBeTruthy()
  })

  it('opens its worst mistakes as one picture, and keeps all when one comes back', async () => {
    const { give, answer, user, run } = await open()
    give('set/cat/1.png', 'set/dog/2.png')
    await answer(0, dog, dog)
    const right = await region('How often it is right')
    await user.click(within(right).getByRole('button', { name: /^dog 80\.0 %, not cat/ }))
    expect(selected()).toBe('One picture')
    expect((await run(2)).input).toMatchObject({ image: { name: '1.png' } })
    await user.click(tab('Many pictures'))
    expect((await region('How often it is right')).textContent).toContain('50.0 %')
  })
})

describe('two models side by side', () => {
  const other = buildPictures({ id: 'small', title: 'Small one', base: 'models/small/' })

  it('run the same pictures one after the other, and the first model comes back', async () => {
    const { give, answer, user, engine } = await open([buildPictures(), other])
    give('set/cat/1.png', 'set/dog/2.png')
    await answer(0, cat, dog)
    await region('Beside another model')
    expect(engine.loads).toHaveLength(1)
    await user.click(button('Compare'))
    await waitFor(() => expect(engine.loads).toHaveLength(2))
    expect(engine.loads[1]?.manifest.id).toBe('small')
    await answer(2, cat, buildAnswer([0.55, 0.4, 0.05]))
    const panel = await region('Beside another model')
    await waitFor(() => expect(panel.textContent).toContain('50.0 %'))
    expect(panel.textContent).toContain('1 of 2 pictures have the same first class')
    expect(panel.textContent).toContain('by 45.0 % at most')
    const [first] = table('Differences').getAllByRole('rowheader')
    expect(first?.textContent).toBe('set/dog/2.png')
    await waitFor(() => expect(engine.loads).toHaveLength(3))
    expect(engine.loads[2]?.manifest.id).toBe('pictures')
  })

  it('offer the other files of the same export', async () => {
    const variants = [
      { model: 'model.onnx', precision: 'fp32' as const, files: [] },
      { model: 'model_int8.onnx', precision: 'q8' as const, files: [] },
    ]
    const { give, answer, user, engine } = await open([buildPictures({ variants })])
    give('a.png')
    await answer(0, cat)
    await region('Beside another model')
    await user.click(button('Compare'))
    await waitFor(() => expect(engine.loads).toHaveLength(2))
    expect(engine.loads[1]?.manifest.pinned).toBe('model_int8.onnx')
    await user.click(button('Cancel'))
    await waitFor(() => expect(engine.loads).toHaveLength(3))
    expect(engine.loads[2]?.manifest.pinned).toBeUndefined()
  })

  it('are left when the visitor goes to one picture, which waits for the first model', async () => {
    const { give, answer, user, engine, run } = await open([buildPictures(), other])
    give('a.png')
    await answer(0, cat)
    await region('Beside another model')
    await user.click(button('Compare'))
    const away = await run(1)
    await user.click(tab('One picture'))
    expect(away.isAborted()).toBe(true)
    await waitFor(() => expect(engine.loads.at(-1)?.manifest.id).toBe('pictures'))
  })
})
