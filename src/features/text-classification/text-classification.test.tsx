import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildReviews, buildTextClassification } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import {
  button,
  copied,
  openTextTask,
  output,
  predictions,
  speed,
  spoken,
  textbox,
} from '../../testing/text-task-page.tsx'

const open = (options?: Parameters<typeof openTextTask>[1]) => openTextTask(buildReviews(), options)
const waiting = () => ({ engine: new FakeEngine({ loadsAtOnce: false }) })
const all = [
  ['positive', '0.924'],
  ['neutral', '0.051'],
  ['negative', '0.025'],
]

describe('text classification', () => {
  it('opens with an example that was computed beforehand', async () => {
    await open(waiting())
    expect(textbox('Text').value).toBe('A wonderful film.')
    expect(predictions()).toEqual([
      ['positive', '0.973'],
      ['neutral', '0.02'],
    ])
    expect(speed()).toBe('Computed beforehand with this model')
  })

  it('classifies what was typed', async () => {
    const { user, run } = await open()
    await user.clear(textbox('Text'))
    await user.type(textbox('Text'), 'Not bad at all')
    await user.click(button('Classify'))
    const first = await run(0)
    expect(first.input.text).toBe('Not bad at all')
    expect(spoken()).toContain('Reading the text.')
    await act(async () => first.finish(buildTextClassification()))
    expect(predictions()).toEqual(all)
    expect(speed()).toBe('tokenise 0.3 · run 4.1 · total 4.5 ms · warm')
    expect(output().textContent).toContain('7 tokens read.')
    expect(spoken()).toContain('positive, 92.4 %.')
  })

  it('works by keyboard alone: Enter classifies, Shift+Enter breaks the line, Escape stops', async () => {
    const { user, run } = await open()
    textbox('Text').focus()
    await user.keyboard('!{Shift>}{Enter}{/Shift}Really{Enter}')
    const first = await run(0)
    expect(first.input.text).toBe('A wonderful film.!\nReally')
    await user.keyboard('{Escape}')
    await waitFor(() => expect(first.isAborted()).toBe(true))
    expect(screen.queryByRole('button', { name: 'Stop' })).toBeNull()
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('keeps the last answer when a later run is stopped or fails', async () => {
    const { user, run } = await open()
    await user.click(button('Classify'))
    const first = await run(0)
    await act(async () => first.finish(buildTextClassification()))
    await user.click(button('Classify'))
    await run(1)
    await user.click(button('Stop'))
    expect(predictions()).toEqual(all)
    await user.click(button('Classify'))
    const third = await run(2)
    await act(async () =>
      third.fail('prompt-too-long', { what: 'text', length: 40_000, limit: 32_000 }),
    )
    expect(screen.getByRole('alert').textContent).toBe(
      'The text is too long.It has 40,000 characters; the limit is 32,000. Shorten it and try again.',
    )
    expect(predictions()).toEqual(all)
  })

  it('says when the answer belongs to an earlier text', async () => {
    const { user, run } = await open()
    await user.click(button('Classify'))
    const first = await run(0)
    await act(async () => first.finish(buildTextClassification()))
    expect(output().textContent).not.toContain('has changed since')
    await user.type(textbox('Text'), '!')
    expect(output().textContent).toContain('The text has changed since.')
  })

  it('says how much was cut, also to a screen reader', async () => {
    const { user, run } = await open()
    await user.click(button('Classify'))
    const first = await run(0)
    const tokens = { read: 128, cut: 1182 }
    await act(async () => first.finish(buildTextClassification({ tokens })))
    expect(output().textContent).toContain('128 of 1,310 tokens read, 1,182 cut.')
    expect(spoken()).toContain('positive, 92.4 %. 128 of 1,310 tokens read, 1,182 cut.')
  })

  it('shows and copies as many classes as were asked for', async () => {
    const { user, run } = await open()
    await user.click(button('Classify'))
    const first = await run(0)
    await act(async () => first.finish(buildTextClassification()))
    const field = screen.getByRole('spinbutton', { name: 'Top-k' })
    await user.clear(field)
    await user.type(field, '2')
    expect(predictions()).toEqual(all.slice(0, 2))
    expect(window.location.hash).toBe('#text=A+wonderful+film.&topK=2')
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      predictions: [
        { class: 'positive', prob: 0.924 },
        { class: 'neutral', prob: 0.051 },
      ],
    })
  })

  it('runs an example at once when the model is there', async () => {
    const { user, run } = await open()
    await user.click(button('An unkind one'))
    expect(textbox('Text').value).toBe('I left before the end.')
    expect((await run(0)).input.text).toBe('I left before the end.')
  })

  it('shows an example beforehand while the model comes, and waits for it with one that has nothing', async () => {
    const { engine, user, run } = await open(waiting())
    await user.click(button('A kind one'))
    expect(predictions()[0]).toEqual(['positive', '0.973'])
    await user.click(button('An unkind one'))
    expect(engine.runs).toHaveLength(0)
    await act(async () => engine.loads[0]?.succeed())
    expect((await run(0)).input.text).toBe('I left before the end.')
  })

  it('keeps the text in the address and takes it from there', async () => {
    const { user, run } = await open({ hash: '#text=So+so.&topK=1' })
    expect(textbox('Text').value).toBe('So so.')
    expect(screen.getByRole('spinbutton', { name: 'Top-k' })).toHaveProperty('value', '1')
    await user.type(textbox('Text'), ' Really.')
    await user.click(button('Classify'))
    await run(0)
    expect(window.location.hash).toBe('#text=So+so.+Really.&topK=1')
  })
})
