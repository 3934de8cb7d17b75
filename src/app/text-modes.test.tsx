import { screen, waitFor } from '@testing-library/react'
import { expect, it } from 'vitest'
import { buildGeneration, buildStories } from '../testing/builders.ts'
import { message, openChat, turns } from '../testing/chat-page.tsx'
import { renderApp } from '../testing/render-app.tsx'

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
  renderApp('?model=stories', { demos: [buildStories()] })
  await screen.findByRole('textbox', { name: 'Prompt' })
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
