import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration, buildStep } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { button, openStories, output, write } from '../../testing/stories-page.tsx'

const speed = () => screen.getByRole('status', { name: 'Speed' }).textContent
const spoken = () =>
  [...output().querySelectorAll('[aria-live=polite].sr-only')].map((node) => node.textContent)

describe('text generation', () => {
  it('shows an example that was computed beforehand until a model has run', async () => {
    const { user } = await openStories('?model=stories', new FakeEngine({ loadsAtOnce: false }))
    expect(output().textContent).toContain('One day, a little fish swam near the shore.')
    expect(speed()).toContain('Computed beforehand')
    expect(button('Copy JSON')).toHaveProperty('disabled', true)
    await user.click(button('A little fish'))
    expect(output().textContent).toContain('One day, a little fish swam near the shore.')
  })

  it('writes token by token, then says how fast it was and why it ended', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const first = await run(0)
    await write(first, [' swam', ' home'])
    expect(output().textContent).toContain('One day, a little fish swam home')
    expect(speed()).toBe('4.0 tokens/s · 2 tokens')

    first.finish(buildGeneration([' swam', ' home', '.']))
    await screen.findByText('The model ended the text by itself.')
    expect(speed()).toBe('148 tokens/s · first after 12 ms · 3 tokens')
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
  })

  it('works by keyboard alone: Enter generates, Shift+Enter breaks the line, Escape stops', async () => {
    const { user, run, input } = await openStories()
    screen.getByRole('textbox', { name: 'Prompt' }).focus()
    await user.keyboard('!{Shift>}{Enter}{/Shift}Then{Enter}')
    expect((await input(0)).prompt).toBe('One day, a little fish!\nThen')
    await write(await run(0), [' it'])
    await user.keyboard('{Escape}')
    expect(await screen.findByText('You stopped it here.')).toBeTruthy()
    expect((await run(0)).isAborted()).toBe(true)
  })

  it('keeps what it has when stopped, and drops what comes later', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const stopped = await run(0)
    await write(stopped, [' swam', ' home'])
    await user.click(button('Stop'))
    expect(screen.queryByRole('alert')).toBeNull()

    await act(async () => {
      stopped.step(buildStep(' again', 2))
      stopped.finish(buildGeneration([' too late']))
    })
    expect(output().textContent).not.toContain('again')
    expect(output().textContent).not.toContain('too late')

    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      text: ' swam home',
      tokens: ['Ġswam', 'Ġhome'],
      ids: [200, 201],
      finish_reason: 'abort',
    })
  })

  it('tells a screen reader that writing began and how it ended, not every token', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const first = await run(0)
    expect(spoken()).toContain('Generating.')
    await write(first, [' swam', ' home'])
    expect(spoken()).toContain('Generating.')
    expect(screen.getByRole('status', { name: 'Speed' }).getAttribute('aria-live')).toBe('off')
    first.finish(buildGeneration([' swam', ' home']))
    await waitFor(() =>
      expect(spoken()).toContain('2 tokens written. The model ended the text by itself.'),
    )
  })

  it('lets the latest run win', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const old = await run(0)
    await user.click(button('Generate'))
    const latest = await run(1)
    expect(old.isAborted()).toBe(true)
    await write(latest, [' new'])
    old.step(buildStep(' old', 1))
    latest.step(buildStep(' words', 1))
    await waitFor(() => expect(output().textContent).toContain('words'))
    expect(output().textContent).toContain(' new words')
    await act(async () => old.finish(buildGeneration([' old'])))
    latest.finish(buildGeneration([' new'], { finishReason: 'length' }))
    expect(await screen.findByText('It has written the 1 new token you allowed.')).toBeTruthy()
    expect(output().textContent).not.toContain(' old')
  })

  it('shows nobody an abort, whoever caused it', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    ;(await run(0)).fail('aborted')
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull())
    expect(screen.queryByRole('alert')).toBeNull()
    expect(output().textContent).toContain('swam near the shore.')
  })

  it('copies the answer as the serving examples give it', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    ;(await run(0)).finish(buildGeneration([' swam', '.']))
    await screen.findByText('The model ended the text by itself.')
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      text: ' swam.',
      tokens: [' swam', '.'],
      ids: [200, 201],
      finish_reason: 'stop',
    })
    expect(await screen.findByText('Copied')).toBeTruthy()
  })

  it('keeps the last text when a run fails, and runs again', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    ;(await run(0)).finish(buildGeneration([' swam home.']))
    await screen.findByText('The model ended the text by itself.')
    await user.click(button('Generate'))
    ;(await run(1)).fail('worker-died')
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toBe(
      'The model stopped unexpectedly.Its background worker ended before it answered. Run it again: it restarts by itself.',
    )
    expect(output().textContent).toContain('swam home.')

    await user.click(button('Generate'))
    await run(2)
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull())
  })

  it('waits for a model that is still loading, and gives up quietly when it is cancelled', async () => {
    const { engine, user, input } = await openStories(
      '?model=stories',
      new FakeEngine({ loadsAtOnce: false }),
    )
    await user.click(button('Generate'))
    expect(engine.runs).toHaveLength(0)
    await user.click(button('Cancel'))
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull())
    expect(screen.queryByRole('alert')).toBeNull()
    expect(output().textContent).toContain('swam near the shore.')

    await user.click(button('Generate'))
    expect(engine.loads).toHaveLength(2)
    engine.loads[1]?.succeed()
    expect((await input(0)).prompt).toBe('One day, a little fish')
  })
})
