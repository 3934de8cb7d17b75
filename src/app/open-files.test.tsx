import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildDescribed, buildStep, buildStories } from '../testing/builders.ts'
import { renderApp } from '../testing/render-app.tsx'

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const nav = () => screen.getByRole('navigation', { name: 'Demos' })
const model = (name = 'vision.onnx') => new File(['m'], name)

function drop(...files: File[]) {
  fireEvent.drop(document.body, { dataTransfer: { types: ['Files'], files, items: [] } })
}

async function dropped(address = '', ...files: File[]) {
  const { engine, user } = renderApp(address)
  await within(nav()).findByRole('link', { name: 'A story, word by word' })
  drop(...(files.length > 0 ? files : [model()]))
  await waitFor(() => expect(engine.descriptions).toHaveLength(1))
  const [question] = engine.descriptions
  if (question === undefined) throw new Error('Nothing was described.')
  return { engine, user, question }
}

describe('files that are dropped on the page', () => {
  it('are described in the worker and become a page of their own', async () => {
    const { engine, question } = await dropped('', model(), new File(['w'], 'vision.onnx_data'))
    expect(question.source).toMatchObject({
      kind: 'files',
      name: 'vision.onnx',
      files: [{ path: 'vision.onnx' }, { path: 'vision.onnx_data' }],
    })
    expect(screen.getByRole('progressbar', { name: 'Loading model' })).toBeTruthy()
    question.answer(buildDescribed())

    expect(await heading('Vision')).toBe(document.activeElement)
    expect(window.location.search).toBe('?local=vision-onnx-1')
    expect(document.title).toBe('Vision · Vitrine')
    const main = screen.getByRole('main').textContent
    expect(main).toContain(
      'Opened as image classification, because metadata.json says vision_classification; 32 × 32 RGB.',
    )
    expect(main).toContain('from this device')
    await waitFor(() => expect(engine.loads).toHaveLength(1))
  })

  it('stand in the list of demos from then on, and Back leads to where one was', async () => {
    const { user, question } = await dropped('?model=stories')
    question.answer(buildDescribed())
    await heading('Vision')
    const link = within(nav()).getByRole('link', { name: 'Vision' })
    expect(link.getAttribute('aria-current')).toBe('page')

    act(() => window.history.back())
    await heading('A story, word by word')
    expect(link.getAttribute('aria-current')).toBeNull()
    await user.click(link)
    await heading('Vision')
  })

  it('cost nobody their last result when they are no export', async () => {
    const { engine, user, question } = await dropped('?model=stories')
    await user.click(await screen.findByRole('button', { name: 'Generate' }))
    await waitFor(() => expect(engine.runs).toHaveLength(1))
    act(() => engine.runs[0]?.step(buildStep(' once')))
    question.fail('nothing-to-open', { name: 'holiday' })

    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('“holiday” holds no .onnx file.')
    await heading('A story, word by word')
    expect(engine.runs[0]?.isAborted()).toBe(false)
    await user.click(screen.getByRole('button', { name: 'Dismiss' }))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(within(nav()).getAllByRole('link')).toHaveLength(2)
  })

  it('can be given up', async () => {
    const { user, question } = await dropped()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(question.isAborted()).toBe(true)
    expect(screen.queryByRole('progressbar')).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('are forgotten when the visitor goes elsewhere meanwhile', async () => {
    const { user, question } = await dropped()
    await user.click(within(nav()).getByRole('link', { name: 'A story, word by word' }))
    await heading('A story, word by word')
    expect(question.isAborted()).toBe(true)
    await act(async () => question.answer(buildDescribed()))
    expect(window.location.search).toBe('?model=stories')
  })

  it('give way to those that are dropped after them', async () => {
    const { engine, question } = await dropped()
    drop(model('second.onnx'))
    await waitFor(() => expect(engine.descriptions).toHaveLength(2))
    expect(question.isAborted()).toBe(true)
    engine.descriptions[1]?.answer(buildDescribed({ manifest: buildStories({ title: 'Second' }) }))
    await heading('Second')
  })

  it('tell how far they are', async () => {
    const { question } = await dropped()
    act(() => question.report({ stage: 'download', loadedBytes: 1e6, totalBytes: 4e6 }))
    const bar = screen.getByRole('progressbar', { name: 'Loading model' })
    expect(bar.getAttribute('aria-valuenow')).toBe('25')
  })
})

describe('a picture that is dropped where nothing looks at pictures', () => {
  it.each(['', '?model=stories'])('says what to do, at “%s”', async (address) => {
    const { engine } = renderApp(address)
    await within(nav()).findByRole('link', { name: 'A story, word by word' })
    drop(new File(['p'], 'cat.jpg', { type: 'image/jpeg' }))
    expect((await screen.findByRole('alert')).textContent).toContain(
      '“cat.jpg” is a picture, and nothing on this page looks at pictures.',
    )
    expect(engine.descriptions).toHaveLength(0)
  })
})

describe('the panel “Open a model”', () => {
  const panel = () => within(screen.getByRole('region', { name: 'Open a model' }))

  it('opens files that are chosen', async () => {
    const { engine, user } = renderApp('')
    // A browser says so of every file that was not chosen with its folder.
    const zip = Object.assign(model('a.zip'), { webkitRelativePath: '' })
    await user.upload(panel().getByLabelText('Choose files'), [zip])
    await waitFor(() => expect(engine.descriptions).toHaveLength(1))
    expect(engine.descriptions[0]?.source).toMatchObject({ name: 'a.zip' })
  })

  it('goes to what is written in its field', async () => {
    const { user } = renderApp('')
    const field = panel().getByRole('textbox', { name: 'Link or Hugging Face id' })
    await user.type(field, 'onnx-community/tiny{Enter}')
    await heading('Open a model from huggingface.co?')
    expect(window.location.search).toBe('?model=onnx-community%2Ftiny')
  })

  it('goes there on the runtime that the address asks for', async () => {
    const { user } = renderApp('?runtime=wasm')
    const field = panel().getByRole('textbox', { name: 'Link or Hugging Face id' })
    await user.type(field, 'onnx-community/tiny{Enter}')
    await heading('Open a model from huggingface.co?')
    expect(window.location.search).toBe('?model=onnx-community%2Ftiny&runtime=wasm')
  })

  it('says at once what is wrong with a link, and keeps it', async () => {
    const { engine, user } = renderApp('')
    const field = panel().getByRole('textbox', { name: 'Link or Hugging Face id' })
    await user.type(field, 'javascript:alert(1)')
    await user.click(panel().getByRole('button', { name: 'Open' }))
    expect(panel().getByRole('alert').textContent).toContain('This link is not opened.')
    expect(field).toHaveProperty('value', 'javascript:alert(1)')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(engine.descriptions).toHaveLength(0)
  })
})

it('an export that was open before a reload is gone, which is said', async () => {
  renderApp('?local=digits-1')
  expect((await screen.findByRole('alert')).textContent).toContain(
    'This export is not open any more.“digits” was opened from your device',
  )
  await heading('Models you can try, right here')
})

it('what is stored has a page, reached from every other one', async () => {
  const { user } = renderApp('')
  await user.click(screen.getByRole('link', { name: 'Stored models' }))
  expect(window.location.search).toBe('?view=storage')
  expect(document.title).toBe('Stored models · Vitrine')
  await waitFor(() =>
    expect(screen.getByRole('heading', { level: 1, name: 'Stored models' })).toBe(
      document.activeElement,
    ),
  )
})
