import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration, buildStories } from '../testing/builders.ts'
import { message, openChat, turns } from '../testing/chat-page.tsx'
import { openStories } from '../testing/stories-page.tsx'

const tab = (name: string) => screen.getByRole('tab', { name })
const selected = () =>
  screen.getAllByRole('tab').find((one) => one.getAttribute('aria-selected') === 'true')
    ?.textContent
const prompt = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Prompt' })

it('shows a chat first where the model talks, and a text to continue where it does not', async () => {
  await openChat()
  expect(selected()).toBe('Chat')
  expect(message()).toBeTruthy()
})

it('has no choice where the model does not talk', async () => {
  await openStories()
  expect(screen.queryByRole('tab')).toBeNull()
})

it('keeps the conversation, what was typed and the prompt while the other is shown', async () => {
  const { user, run, say } = await openChat()
  await say('Hello')
  ;(await run(0)).finish(buildGeneration(['Hi']))
  await waitFor(() => expect(turns()).toEqual(['You: Hello', 'Model: Hi']))
  await user.type(message(), 'half a')
  await user.click(tab('Continue a text'))
  expect(screen.queryByRole('log')).toBeNull()
  await user.clear(prompt())
  await user.type(prompt(), 'Once')
  await user.click(tab('Chat'))
  expect(turns()).toEqual(['You: Hello', 'Model: Hi'])
  expect(message().value).toBe('half a')
  await user.click(tab('Continue a text'))
  expect(prompt().value).toBe('Once')
})

it('is chosen by the arrow keys too', async () => {
  const { user } = await openChat()
  tab('Chat').focus()
  await user.keyboard('{ArrowRight}')
  expect(selected()).toBe('Continue a text')
  expect(document.activeElement).toBe(tab('Continue a text'))
  expect(tab('Chat').tabIndex).toBe(-1)
  await user.keyboard('{ArrowLeft}')
  expect(selected()).toBe('Chat')
})

it('stands in the address with the settings, but not what was said', async () => {
  const { user, run, say } = await openChat('?model=stories#temperature=0.2')
  await say('A secret')
  await run(0)
  expect(location.hash).toBe('#temperature=0.2&mode=chat')
  await user.click(tab('Continue a text'))
  expect(new URLSearchParams(location.hash.slice(1)).get('mode')).toBe('continue')
  expect(location.hash).not.toContain('secret')
})

it.each([
  ['#mode=continue', 'Continue a text'],
  // As addresses were written before there was a chat.
  ['#prompt=Once', 'Continue a text'],
  ['#mode=chat&temperature=0', 'Chat'],
  ['#mode=nonsense', 'Chat'],
])('takes %s from the address: %s', async (hash, expected) => {
  await openChat(`?model=stories${hash}`)
  expect(selected()).toBe(expected)
})

describe('the settings', () => {
  const field = (name: string) => {
    const shown = screen.getAllByRole<HTMLInputElement>('spinbutton', { name })
    expect(shown).toHaveLength(1)
    return shown[0]!
  }

  it('are the same for both, with a slider, a new seed and what each means', async () => {
    const { user, run, say } = await openChat()
    await user.clear(field('Temperature'))
    await user.type(field('Temperature'), '0.3')
    await user.click(screen.getByRole('button', { name: 'New seed' }))
    const seed = field('Seed').value
    await user.click(tab('Continue a text'))
    expect(field('Temperature').value).toBe('0.3')
    expect(field('Seed').value).toBe(seed)
    expect(new URLSearchParams(location.hash.slice(1)).get('temperature')).toBe('0.3')

    const slider = field('Top-k').parentElement!.querySelector('input[type=range]')!
    fireEvent.change(slider, { target: { value: '7' } })
    expect(field('Top-k').value).toBe('7')
    await user.click(tab('Chat'))
    expect(field('Top-k').value).toBe('7')
    await say('Hello')
    expect((await run(0)).input.settings).toMatchObject({
      temperature: 0.3,
      topK: 7,
      seed: Number(seed),
    })
  })

  it('of an example are those of its text, and of both pages once it is chosen', async () => {
    const { user } = await openChat()
    const { defaults, examples } = buildStories()
    expect(field('Seed').value).toBe(String(defaults.seed))
    await user.click(tab('Continue a text'))
    expect(field('Seed').value).toBe(String(defaults.seed))
    const example = examples.find(({ settings }) => settings?.seed !== undefined)!
    await user.click(screen.getByRole('button', { name: example.title }))
    await user.click(tab('Chat'))
    expect(field('Seed').value).toBe(String(example.settings!.seed))
  })

  it('stand in the address of either', async () => {
    const { user } = await openChat('?model=stories#mode=continue&prompt=Tom&seed=5')
    await user.click(tab('Chat'))
    expect(location.hash).toBe('#mode=chat&seed=5')
    await user.click(tab('Continue a text'))
    expect(new URLSearchParams(location.hash.slice(1)).get('prompt')).toBe('Tom')
  })
})
