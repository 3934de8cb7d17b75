import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration, buildStep } from '../../testing/builders.ts'
import { button, openStories, output, write } from '../../testing/stories-page.tsx'

const token = (text: string) => within(output()).getByText(text, { selector: '[data-token]' })
const inspector = () => screen.getByRole('region', { name: 'Next token' }).textContent
const branches = () =>
  within(screen.getByRole('list', { name: 'Branches' }))
    .getAllByRole('button')
    .map(
      (one) => `${one.textContent}${one.getAttribute('aria-pressed') === 'true' ? ', shown' : ''}`,
    )
const copied = async (): Promise<unknown> => JSON.parse(await navigator.clipboard.readText())

/** " swam home." is written, and " home" is looked at. */
async function openWritten() {
  const page = await openStories()
  await page.user.click(button('Generate'))
  const first = await page.run(0)
  await write(first, [' swam', ' home', '.'])
  first.finish(buildGeneration([' swam', ' home', '.']))
  await screen.findByText('The model ended the text by itself.')
  await screen.findByRole('list', { name: 'Next token' })
  await page.user.click(token('home'))
  return page
}

describe('a branch', () => {
  it('keeps the text up to its token and lets the model go on, with the settings of that text', async () => {
    const { user, run, input } = await openWritten()
    const seed = screen.getByRole('spinbutton', { name: 'Seed' })
    await user.clear(seed)
    await user.type(seed, '99')
    await user.click(button('Go on with “ water” instead'))
    expect(await input(1)).toEqual({
      prompt: 'One day, a little fish',
      settings: ((await input(0)) as { settings: unknown }).settings,
      continued: [200, 101],
    })
    expect(output().textContent).toContain('One day, a little fish swam water')
    expect(output().textContent).not.toContain('home.')

    const second = await run(1)
    second.step(buildStep(' is', 0))
    second.step(buildStep(' wet', 1))
    await waitFor(() => expect(output().textContent).toContain('fish swam water is wet'))
    second.finish(buildGeneration([' is', ' wet'], { finishReason: 'length' }))
    await screen.findByText('It has written the 2 new tokens you allowed.')
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      text: ' swam water is wet',
      tokens: ['Ġswam', 'Ġwater', ' is', ' wet'],
      ids: [200, 101, 200, 201],
      finish_reason: 'length',
    })
  })

  it('leaves every token to be looked at, and says which one the visitor chose', async () => {
    const { user, run } = await openWritten()
    const go = button('Go on with “ water” instead')
    await user.click(go)
    // The button stays where it is, and so does the focus.
    expect(document.activeElement).toBe(go)
    expect(button('“ water” was taken').getAttribute('aria-disabled')).toBe('true')
    expect(inspector()).toContain('Chosen by you: ·water · 14.0 % · 2.8 bits of surprise')
    await user.click(token('swam'))
    expect(inspector()).toContain('Taken: ·swam')
    ;(await run(1)).step(buildStep(' is', 0))
    await user.click(await within(output()).findByText('is', { selector: '[data-token]' }))
    expect(inspector()).toContain('3 of 3, is')
  })

  it('loses nothing: the text before is one press away', async () => {
    const { user, run } = await openWritten()
    await user.click(button('Go on with “ water” instead'))
    const second = await run(1)
    second.step(buildStep(' is', 0))
    await waitFor(() => expect(output().textContent).toContain('water is'))
    await screen.findByRole('list', { name: 'Branches' })
    expect(branches()).toEqual(['First text', '“water” at 2, shown'])

    await user.click(button('First text'))
    expect(second.isAborted()).toBe(true)
    expect(output().textContent).toContain('fish swam home.')
    // It is as it was left: " home" is looked at.
    await user.click(button('Go on with “ rocks” instead'))
    expect(branches()).toEqual(['First text', '“water” at 2', '“rocks” at 2, shown'])
    await user.click(button('“water” at 2'))
    expect(output().textContent).toContain('fish swam water is')
    expect(output().textContent).toContain('You stopped it here.')
    await user.click(button('Copy JSON'))
    expect(await copied()).toMatchObject({ text: ' swam water is', finish_reason: 'abort' })
  })

  it('can be taken behind the last token, and before the model has finished', async () => {
    const { user, run, input } = await openWritten()
    await user.click(button('Later token'))
    await user.click(button('Later token'))
    expect(screen.queryByRole('button', { name: /end of text/ })).toBeNull()
    await user.click(button('Go on with “ He”'))
    expect(await input(1)).toMatchObject({ continued: [200, 201, 202, 111] })
    await user.click(token('swam'))
    await user.click(button('Go on with “ rocks” instead'))
    expect((await run(1)).isAborted()).toBe(true)
    expect(await input(2)).toMatchObject({ continued: [102] })
    await screen.findByRole('list', { name: 'Branches' })
    expect(branches()).toEqual(['First text', '“He” at 4', '“rocks” at 1, shown'])
  })

  it('begins again behind what it kept when the GPU is lost', async () => {
    const { user, run } = await openWritten()
    await user.click(button('Go on with “ water” instead'))
    const second = await run(1)
    second.step(buildStep(' is', 0))
    second.step(buildStep(' wet', 1))
    await user.click(await within(output()).findByText('wet', { selector: '[data-token]' }))
    await act(async () => second.step(buildStep(' was', 0)))
    await waitFor(() => expect(output().textContent).toContain('fish swam water was'))
    expect(output().textContent).not.toContain('wet')
    expect(inspector()).toContain('at the end')
  })

  it('that comes to nothing leaves the text that it was taken from', async () => {
    const { user, run } = await openWritten()
    await user.click(button('Go on with “ water” instead'))
    ;(await run(1)).step(buildStep(' is', 0))
    await waitFor(() => expect(output().textContent).toContain('water is'))
    await user.click(await screen.findByRole('button', { name: 'First text' }))
    await user.click(button('Go on with “ rocks” instead'))
    ;(await run(2)).fail('context-full', { promptTokens: 512, contextLength: 512 })
    expect((await screen.findByRole('alert')).textContent).toContain('The context is full.')
    expect(output().textContent).toContain('fish swam home.')
    expect(branches()).toEqual(['First text, shown', '“water” at 2'])
  })

  it('stops by Escape where it was begun, and ends with the next prompt', async () => {
    const { user, run } = await openWritten()
    await user.click(button('Go on with “ water” instead'))
    await run(1)
    await user.keyboard('{Escape}')
    expect(await screen.findByText('You stopped it here.')).toBeTruthy()
    expect(output().textContent).toContain('fish swam water')
    await user.click(button('Generate'))
    await run(2)
    expect(screen.queryByRole('list', { name: 'Branches' })).toBeNull()
  })
})
