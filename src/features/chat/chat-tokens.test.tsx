import { act, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration, buildStep } from '../../testing/builders.ts'
import { button, log, openChat, speed, turns, write } from '../../testing/chat-page.tsx'

const token = (text: string) => within(log()).getByText(text, { selector: '[data-token]' })
const inspector = () => screen.queryByRole('region', { name: 'Next token' })
const candidates = () =>
  within(screen.getByRole('list', { name: 'Next token' }))
    .getAllByRole('meter')
    .map((meter) => `${meter.getAttribute('aria-label')} ${meter.getAttribute('aria-valuetext')}`)

async function openAnswered() {
  const page = await openChat()
  await page.say('Hello')
  await write(await page.run(0), [' Hi', ' there', '.'])
  ;(await page.run(0)).finish(buildGeneration([' Hi', ' there', '.']))
  await screen.findByRole('button', { name: 'Regenerate' })
  return page
}

describe('the tokens of the last answer', () => {
  it('are not in the way until one is pressed, which shows what else it might have been', async () => {
    const { user } = await openAnswered()
    expect(turns()).toEqual(['You: Hello', 'Model: Hi there.'])
    expect(inspector()).toBeNull()
    await user.click(token('there'))
    await screen.findByRole('list', { name: 'Next token' })
    expect(candidates()).toEqual(['there 61.2 %', 'water 14.0 %', 'rocks 6.3 %'])
    expect(inspector()?.textContent).toContain('Taken: ·there · 61.2 % · 0.7 bits of surprise')
    // A conversation does not go on from the middle of an answer.
    expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull()
  })

  it('can be gone through by keyboard alone', async () => {
    const { user } = await openAnswered()
    const toggle = button('How it decided')
    expect(toggle.getAttribute('aria-expanded')).toBe('false')
    toggle.focus()
    await user.keyboard('{Enter}')
    await screen.findByRole('list', { name: 'Next token' })
    expect(toggle.getAttribute('aria-expanded')).toBe('true')
    expect(candidates()[0]).toBe('new line 50.0 %')
    button('Earlier token').focus()
    await user.keyboard('{Enter}{ArrowLeft}')
    expect(inspector()?.textContent).toContain('2 of 3, there')
    await user.click(toggle)
    expect(inspector()).toBeNull()
    expect(log().querySelector('.outline-accent')).toBeNull()
  })

  it('stay those of the last answer: another one is shown as it is written', async () => {
    const { user, run, say } = await openAnswered()
    await user.click(token('Hi'))
    await screen.findByRole('list', { name: 'Next token' })
    await say('And?')
    await run(1)
    expect(log().querySelector('[data-token]')).toBeNull()
    expect(screen.queryByRole('meter', { name: 'Hi' })).toBeNull()
    await write(await run(1), ['Well'])
    await waitFor(() => expect(candidates()[0]).toBe('Well 61.2 %'))
    expect(inspector()?.textContent).toContain('at the end')
    expect(token('Well')).toBeTruthy()
    expect(within(log()).queryByText('Hi', { selector: '[data-token]' })).toBeNull()
  })

  it('begin again when the GPU is lost', async () => {
    const { user, run, say } = await openChat()
    await say('Hello')
    const first = await run(0)
    await write(first, ['Hi', ' there'])
    await user.click(token('there'))
    await act(async () => first.step(buildStep('Ho', 0)))
    await waitFor(() => expect(turns()[1]).toBe('Model: Ho'))
    expect(inspector()?.textContent).toContain('at the end')
  })

  it('show nothing where no answer has begun', async () => {
    const { user, run, say } = await openAnswered()
    await user.click(button('How it decided'))
    await screen.findByRole('list', { name: 'Next token' })
    await say('And?')
    await run(1)
    await user.click(button('Stop'))
    expect(inspector()).toBeNull()
    expect(screen.queryByRole('button', { name: 'How it decided' })).toBeNull()
  })
})

describe('an answer that was stopped', () => {
  it('says what was reused, and how full the context is', async () => {
    const { user, run, say } = await openChat()
    await say('Hello')
    const first = await run(0)
    first.step({ ...buildStep('Hi', 0), prompt: { tokens: 40, reused: 23 } })
    first.step(buildStep(' the', 1))
    const context = screen.getByRole('meter', { name: 'Context' })
    await waitFor(() =>
      expect(speed()).toBe('4.0 tokens/s · 2 tokens · reused 23 of 40 prompt tokens'),
    )
    expect(context.getAttribute('aria-valuetext')).toBe('Context: 42 of 512 tokens')
    await user.click(button('Stop'))
    expect(speed()).toBe('4.0 tokens/s · 2 tokens · reused 23 of 40 prompt tokens')
    expect(context.getAttribute('aria-valuetext')).toBe('Context: 42 of 512 tokens')
    await say('Go on')
    await run(1)
    expect(context.getAttribute('aria-valuetext')).toBe('Context: at least 42 of 512 tokens')
  })
})
