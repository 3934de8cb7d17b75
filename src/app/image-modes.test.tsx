import { act, fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeEngine } from '../testing/fake-engine.ts'
import { renderApp } from '../testing/render-app.tsx'

const tab = (name: string) => screen.getByRole('tab', { name })
const selected = () =>
  screen.getAllByRole('tab').find((one) => one.getAttribute('aria-selected') === 'true')
    ?.textContent

describe('the two pages of a picture model', () => {
  const dropped = (...files: File[]) => ({ types: ['Files'], files, items: [] })
  const picture = (name: string) => new File(['x'], name, { type: 'image/png' })

  it('are tabs, and the second stands in the address', async () => {
    const { user } = renderApp('?model=pictures')
    await screen.findByText('Choose a picture')
    expect(selected()).toBe('One picture')
    tab('One picture').focus()
    await user.keyboard('{ArrowRight}')
    expect(selected()).toBe('Many pictures')
    expect(window.location.hash).toBe('#mode=many')
    await user.keyboard('{ArrowRight}')
    expect(selected()).toBe('One picture')
    expect(window.location.hash).toBe('')
  })

  it('turn to many when several pictures are dropped at once', async () => {
    const engine = new FakeEngine()
    renderApp('?model=pictures', { engine })
    await screen.findByText('Choose a picture')
    const files = dropped(picture('a.png'), picture('b.png'))
    await act(async () => void fireEvent.drop(document.body, { dataTransfer: files }))
    await waitFor(() => expect(selected()).toBe('Many pictures'))
    await waitFor(() => expect(engine.runs).toHaveLength(2))
    expect(engine.descriptions).toHaveLength(0)
  })

  it('take a single picture where it is dropped', async () => {
    const engine = new FakeEngine()
    renderApp('?model=pictures#mode=many', { engine })
    await screen.findByLabelText('Choose pictures')
    fireEvent.drop(document.body, { dataTransfer: dropped(picture('only.png')) })
    await waitFor(() => expect(engine.runs).toHaveLength(1))
    expect(engine.runs[0]?.input).toMatchObject({ all: true })
    expect(selected()).toBe('Many pictures')
  })
})
