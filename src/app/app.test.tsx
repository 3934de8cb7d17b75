import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { renderApp } from '../testing/render-app.tsx'

const heading = (name: string) => screen.findByRole('heading', { level: 1, name })

describe('the page', () => {
  it('opens with the list of demos, each named, sized and explained', async () => {
    renderApp('')
    await heading('Models you can try, right here')
    const main = screen.getByRole('main')
    expect(await within(main).findByRole('link', { name: 'A story, word by word' })).toBeTruthy()
    expect(main.textContent).toContain('Begin a sentence; a small language model goes on.')
    expect(main.textContent).toContain('Names what a picture shows · 3.4 MB')
    expect(main.textContent).toContain('npm start -- <folder>')
  })

  it('goes to a demo and back without loading anything again', async () => {
    const { user } = renderApp('')
    const nav = screen.getByRole('navigation', { name: 'Demos' })
    await user.click(await within(nav).findByRole('link', { name: 'A story, word by word' }))

    const title = await heading('A story, word by word')
    expect(window.location.search).toBe('?model=stories')
    expect(document.title).toBe('A story, word by word · Vitrine')
    expect(document.activeElement).toBe(title)
    expect(within(nav).getByRole('link', { current: 'page' }).textContent).toBe(
      'A story, word by word',
    )

    act(() => window.history.back())
    await heading('Models you can try, right here')
    expect(document.title).toBe('Vitrine')
  })

  it('leaves clicks for another tab to the browser', async () => {
    const { user } = renderApp('')
    const nav = screen.getByRole('navigation', { name: 'Demos' })
    const link = await within(nav).findByRole('link', { name: 'A story, word by word' })
    await user.keyboard('{Control>}')
    await user.click(link)
    expect(screen.queryByRole('heading', { level: 1, name: 'A story, word by word' })).toBeNull()
  })

  it('answers an unknown demo with a sentence and the list', async () => {
    renderApp('?model=penguins')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe(
      'There is no demo named “penguins” here.Choose one from the list.',
    )
    await heading('Models you can try, right here')
  })

  it('answers an unknown runtime with a sentence and uses the automatic one', async () => {
    const { engine } = renderApp('?model=stories&runtime=cuda')
    expect((await screen.findByRole('alert')).textContent).toContain('“cuda” is not a runtime.')
    await heading('A story, word by word')
    expect(engine.loads[0]?.runtime).toBe('auto')
  })

  it('asks the engine for the runtime that the address names', async () => {
    const { engine } = renderApp('?model=stories&runtime=wasm')
    await heading('A story, word by word')
    expect(engine.loads.map(({ runtime }) => runtime)).toEqual(['wasm'])
  })

  it('says when the list of demos cannot be had, and gets it on another try', async () => {
    let isDown = true
    const { user } = renderApp('', {
      serve: () => (isDown ? new Response('', { status: 503 }) : Response.json({ demos: [] })),
    })
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The list of demos could not be loaded.',
    )
    isDown = false
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
    expect(screen.getByRole('main').textContent).toContain('Nothing is on display yet.')
  })

  it('recognises a login page in the place of the list', async () => {
    renderApp('', { serve: () => new Response('<!doctype html><title>Log in</title>') })
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The server sent a web page instead of the model.',
    )
  })

  it('takes the keyboard to the content without touching the address', async () => {
    const { user } = renderApp('?model=stories#seed=3')
    await heading('A story, word by word')
    await user.tab()
    expect(document.activeElement?.textContent).toBe('Skip to the content')
    await user.keyboard('{Enter}')
    expect(document.activeElement).toBe(screen.getByRole('main'))
    expect(window.location.hash).toBe('#seed=3')
  })
})

describe('the theme', () => {
  it('follows the device until the visitor chooses, and is remembered', async () => {
    const { user } = renderApp('')
    const theme = screen.getByRole('group', { name: 'Theme' })
    expect(within(theme).getByRole('radio', { checked: true })).toBe(
      within(theme).getByRole('radio', { name: 'As the device' }),
    )
    await user.click(within(theme).getByRole('radio', { name: 'Dark' }))
    expect(document.documentElement.dataset['theme']).toBe('dark')
    expect(localStorage.getItem('vitrine-theme')).toBe('dark')

    await user.click(within(theme).getByRole('radio', { name: 'As the device' }))
    expect(document.documentElement.dataset['theme']).toBeUndefined()
    expect(localStorage.getItem('vitrine-theme')).toBeNull()
  })
})
