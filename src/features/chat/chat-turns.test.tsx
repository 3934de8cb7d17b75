import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { buildGeneration } from '../../testing/builders.ts'
import { button, log, openChat, openTalked, turns, write } from '../../testing/chat-page.tsx'

const lastButton = (name: string) => within(log()).getAllByRole('button', { name }).at(-1)!

describe('another answer', () => {
  it('is drawn with another seed, and the old one stays until it begins', async () => {
    const { user, run } = await openTalked()
    await user.click(button('Regenerate'))
    const again = await run(2)
    const first = (await run(1)).input
    expect(again.input.prompt).toEqual(first.prompt)
    expect(again.input.settings.seed).not.toBe(first.settings.seed)
    expect(screen.getByRole('spinbutton', { name: 'Seed' })).toHaveProperty(
      'value',
      String(again.input.settings.seed),
    )
    again.fail('worker-died')
    expect((await screen.findByRole('alert')).textContent).toContain('stopped unexpectedly')
    expect(turns().at(-1)).toBe('Model: A model')

    await user.click(button('Regenerate'))
    await write(await run(3), ['Nobody'])
    expect(turns().at(-1)).toBe('Model: Nobody')
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('is the same at temperature 0, and that is said', async () => {
    const { user, run } = await openTalked()
    const temperature = screen.getByRole('spinbutton', { name: 'Temperature' })
    await user.clear(temperature)
    await user.type(temperature, '0')
    expect(screen.getByText('At temperature 0 it says the same again.')).toBeTruthy()
    await user.click(button('Regenerate'))
    const { settings } = (await run(2)).input
    expect(settings).toMatchObject({ temperature: 0, seed: 7 })
  })
})

describe('an edited turn', () => {
  it('takes the place of what followed it, once an answer begins', async () => {
    const { user, run } = await openTalked()
    await user.click(within(log()).getAllByRole('button', { name: 'Edit' })[0]!)
    const editor = screen.getByRole('textbox', { name: 'Edit your message' })
    expect(document.activeElement).toBe(editor)
    await user.type(editor, ', you{Enter}')
    const edited = await run(2)
    expect(edited.input.prompt).toEqual([{ role: 'user', content: 'Hello, you' }])
    await write(edited, ['Yes'])
    expect(turns()).toEqual(['You: Hello, you', 'Model: Yes'])
  })

  it('loses nothing when no answer begins: the conversation is back, and what was typed', async () => {
    const { user, run } = await openTalked()
    const before = turns()
    await user.click(within(log()).getAllByRole('button', { name: 'Edit' })[0]!)
    await user.type(screen.getByRole('textbox', { name: 'Edit your message' }), ', you{Enter}')
    ;(await run(2)).fail('out-of-memory')
    await screen.findByRole('alert')
    const editor = screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Edit your message' })
    expect(editor.value).toBe('Hello, you')
    await user.type(editor, '{Escape}')
    expect(turns()).toEqual(before)
    // Closed, it has not forgotten either.
    await user.click(within(log()).getAllByRole('button', { name: 'Edit' })[0]!)
    expect(screen.getByRole('textbox', { name: 'Edit your message' })).toHaveProperty(
      'value',
      'Hello, you',
    )
  })
})

describe('a conversation that no longer fits', () => {
  it('goes on without its oldest turns, by a click, and shows which', async () => {
    const { user, run, say } = await openChat()
    await say('Hello, this is a long beginning')
    ;(await run(0)).finish(buildGeneration(['Hi', '.']))
    await screen.findByRole('button', { name: 'Regenerate' })
    await say('Who?')
    ;(await run(1)).finish(buildGeneration(['A', ' model']))
    await screen.findByRole('button', { name: 'Regenerate' })
    await say('And now?')
    ;(await run(2)).fail('context-full', { promptTokens: 540, contextLength: 512 })
    const alert = await screen.findByRole('alert')
    expect(alert.textContent).toContain('The conversation no longer fits.')
    expect(alert.textContent).toContain('540 tokens')
    await user.click(within(alert).getByRole('button', { name: 'Leave out the oldest turns' }))
    expect((await run(3)).input.prompt).toEqual([
      { role: 'user', content: 'Who?' },
      { role: 'assistant', content: 'A model' },
      { role: 'user', content: 'And now?' },
    ])
    await write(await run(3), ['Well'])
    expect(screen.getAllByText(/left out, no longer given/)).toHaveLength(1)
    expect(turns()).toHaveLength(6)
  })

  it('offers nothing that would not help: one message may be too long by itself', async () => {
    const { run, say } = await openChat()
    await say('A long one')
    ;(await run(0)).fail('prompt-too-long', { length: 40_000, limit: 32_000 })
    const alert = await screen.findByRole('alert')
    expect(within(alert).queryByRole('button', { name: 'Leave out the oldest turns' })).toBeNull()
    expect(alert.textContent).toContain('Edit the message')
  })
})

describe('a new conversation', () => {
  it('can be taken back until something is said', async () => {
    const { user, run, say } = await openTalked()
    const before = turns()
    await user.click(button('New conversation'))
    expect(turns()).toEqual([])
    await user.click(button('Undo'))
    expect(turns()).toEqual(before)
    await user.click(button('New conversation'))
    await say('Afresh')
    expect((await run(2)).input.prompt).toEqual([{ role: 'user', content: 'Afresh' }])
    expect(screen.queryByRole('button', { name: 'Undo' })).toBeNull()
  })

  it('ends an answer that is being written, and keeps it for the way back', async () => {
    const { user, run, say } = await openChat()
    await say('Hello')
    await write(await run(0), ['Hi'])
    await user.click(button('New conversation'))
    expect((await run(0)).isAborted()).toBe(true)
    await user.click(button('Undo'))
    expect(turns()).toEqual(['You: Hello', 'Model: Hi'])
  })
})

it('copies one answer, and the last one as the serving examples give it', async () => {
  const { user } = await openTalked()
  await user.click(lastButton('Copy'))
  expect(await navigator.clipboard.readText()).toBe('A model')
  await user.click(button('Copy JSON'))
  expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
    text: 'A model',
    tokens: ['A', ' model'],
    ids: [200, 201],
    finish_reason: 'stop',
  })
})

it('exports the whole conversation', async () => {
  const { user } = await openTalked()
  await user.click(screen.getByText('System prompt'))
  await user.type(screen.getByRole('textbox', { name: 'System prompt' }), 'Be brief.')
  const made = vi.spyOn(URL, 'createObjectURL')
  // The page of these tests would go to the file.
  const clicked = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(() => {})
  await user.click(button('Export JSON'))
  expect(JSON.parse(await (made.mock.calls[0]![0] as Blob).text())).toEqual({
    model: 'stories',
    system: 'Be brief.',
    messages: [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi.' },
      { role: 'user', content: 'Who are you?' },
      { role: 'assistant', content: 'A model' },
    ],
    settings: {
      maxNewTokens: 64,
      temperature: 0.7,
      topK: 40,
      topP: 0.95,
      repetitionPenalty: 1,
      seed: 7,
    },
  })
  made.mockRestore()
  clicked.mockRestore()
})

it('follows the text for a reader at its end, and leaves one alone who has scrolled back', async () => {
  const { run, say } = await openTalked()
  const sizes = { scrollHeight: 900, clientHeight: 300 }
  for (const [key, value] of Object.entries(sizes)) {
    Object.defineProperty(log(), key, { configurable: true, value })
  }
  await say('More')
  await write(await run(2), ['One'])
  expect(log().scrollTop).toBe(900)

  log().scrollTop = 100
  fireEvent.scroll(log())
  await write(await run(2), ['One', ' two'])
  expect(log().scrollTop).toBe(100)
  ;(await run(2)).finish(buildGeneration(['One', ' two']))
  await screen.findByRole('button', { name: 'Regenerate' })
  expect(log().scrollTop).toBe(100)
  // What the person says themselves brings them back.
  await say('And more')
  expect(log().scrollTop).toBe(900)
})
