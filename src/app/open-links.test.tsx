import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildDescribed, buildPictures } from '../testing/builders.ts'
import { renderApp } from '../testing/render-app.tsx'

const url = 'https://models.example.org/vision/'
const address = `?model=${encodeURIComponent(url)}`
const heading = (name: string) => screen.findByRole('heading', { level: 1, name })
const button = (name: string) => screen.getByRole('button', { name })
const weights = (sizeBytes?: number) =>
  buildDescribed({
    manifest: buildPictures({
      title: 'Vision',
      base: url,
      files: [{ path: 'model.onnx', ...(sizeBytes !== undefined && { sizeBytes }) }],
    }),
  })

async function agreed() {
  const { engine, user } = renderApp(address)
  await heading('Open a model from models.example.org?')
  await user.click(button('Open'))
  await waitFor(() => expect(engine.descriptions).toHaveLength(1))
  const [question] = engine.descriptions
  if (question === undefined) throw new Error('Nothing was described.')
  return { engine, user, question }
}

describe('a link to another site', () => {
  it('is not followed before the visitor has said yes', async () => {
    const { engine } = renderApp(address)
    const title = await heading('Open a model from models.example.org?')
    expect(screen.getByText(url)).toBeTruthy()
    expect(document.title).toBe('Open a model from models.example.org? · Vitrine')
    expect(document.activeElement).not.toBe(title)
    expect(engine.descriptions).toHaveLength(0)
    expect(engine.loads).toHaveLength(0)
  })

  it('may be declined', async () => {
    const { engine, user } = renderApp(address)
    await heading('Open a model from models.example.org?')
    await user.click(screen.getByRole('link', { name: 'Do not open' }))
    await heading('Models you can try, right here')
    expect(engine.descriptions).toHaveLength(0)
  })

  it('is described after the yes, then loaded, and not asked about again', async () => {
    const { engine, user, question } = await agreed()
    expect(question.source).toEqual({ kind: 'link', url })
    expect(document.activeElement).toBe(await heading('vision'))
    expect(screen.getByRole('progressbar', { name: 'Loading model' })).toBeTruthy()

    question.answer(weights(3_000_000))
    expect(document.activeElement).toBe(await heading('Vision'))
    await waitFor(() => expect(engine.loads).toHaveLength(1))
    expect(screen.getByText('from models.example.org')).toBeTruthy()

    await user.click(screen.getByRole('link', { name: 'Vitrine' }))
    await user.click(screen.getByRole('link', { name: 'Vision' }))
    await heading('Vision')
    expect(engine.descriptions).toHaveLength(1)
  })

  it.each([
    [350_000_000, 'Load 350.0 MB from models.example.org?'],
    [undefined, 'Load files of unknown size from models.example.org?'],
  ])('asks a second time before %s bytes', async (sizeBytes, words) => {
    const { engine, user, question } = await agreed()
    question.answer(weights(sizeBytes))
    await screen.findByRole('heading', { level: 2, name: words })
    expect(engine.loads).toHaveLength(0)
    await user.click(button('Load'))
    await waitFor(() => expect(engine.loads).toHaveLength(1))
    expect(document.activeElement).toBe(await heading('Vision'))
  })

  it('says why it failed, can be tried again, and leads back', async () => {
    const { engine, user, question } = await agreed()
    question.fail('file-blocked', { host: 'models.example.org', path: 'config.json' })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The other site does not allow this.')
    await user.click(button('Try again'))
    await waitFor(() => expect(engine.descriptions).toHaveLength(2))
    engine.descriptions[1]?.fail('offline')
    await screen.findByText('This device is offline.')
    await user.click(screen.getByRole('link', { name: 'Back to the demos' }))
    await heading('Models you can try, right here')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('can be cancelled while it is looked into, and opened after all', async () => {
    const { engine, user, question } = await agreed()
    await user.click(button('Cancel'))
    expect(question.isAborted()).toBe(true)
    await screen.findByText('It is not open.')
    await user.click(button('Open it after all'))
    await waitFor(() => expect(engine.descriptions).toHaveLength(2))
  })

  it('is given up when the visitor goes elsewhere, and asked again on return', async () => {
    const { engine, user, question } = await agreed()
    await user.click(screen.getByRole('link', { name: 'Vitrine' }))
    await heading('Models you can try, right here')
    expect(question.isAborted()).toBe(true)
    act(() => window.history.back())
    await waitFor(() => expect(engine.descriptions).toHaveLength(2))
  })
})

describe('a link to this very site', () => {
  it('is described at once', async () => {
    const { engine } = renderApp('?model=exports%2Fvision%2F')
    await waitFor(() => expect(engine.descriptions).toHaveLength(1))
    expect(engine.descriptions[0]?.source).toEqual({
      kind: 'link',
      url: new URL('exports/vision/', document.baseURI).href,
    })
    engine.descriptions[0]?.answer(buildDescribed())
    await heading('Vision')
  })

  it('is loaded without asking, however large it is', async () => {
    const { engine } = renderApp('?model=exports%2Fvision%2F')
    await waitFor(() => expect(engine.descriptions).toHaveLength(1))
    const manifest = buildPictures({ files: [{ path: 'model.onnx', sizeBytes: 1e9 }] })
    engine.descriptions[0]?.answer(buildDescribed({ manifest }))
    await waitFor(() => expect(engine.loads).toHaveLength(1))
  })
})

it('an address that may not be opened is refused above the list', async () => {
  const { engine } = renderApp(`?model=${encodeURIComponent('ftp://example.org/model.onnx')}`)
  expect((await screen.findByRole('alert')).textContent).toContain('This link is not opened.')
  await heading('Models you can try, right here')
  expect(engine.descriptions).toHaveLength(0)
})
