import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { ScoredToken } from '../../protocol/tasks.ts'
import { buildGeneration, buildStories } from '../../testing/builders.ts'
import { FakeEngine, type FakeRun } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { button, openStories, output, write } from '../../testing/stories-page.tsx'
import { TextDemo } from '../../app/text-demo.tsx'

const scored = (text: string, id: number, prob?: number): ScoredToken => ({
  id,
  token: text.replace(' ', 'Ġ'),
  text,
  candidates: prob === undefined ? [] : [{ id: 300, token: 'Ġsea', text: ' sea', prob: 0.5 }],
  ...(prob !== undefined && { prob }),
})

const words = (texts: readonly [string, number?][]) =>
  texts.map(([text, prob], index) => scored(text, 10 + index, prob))

const promptScores = words([['One day'], [', a', 0.5], [' little', 0.25], [' fish', 0.125]])
const colours = () => screen.getByRole('switch', { name: 'Colour by surprise' })
const inspector = () => screen.getByRole('region', { name: 'Next token' }).textContent
const token = (text: string) => within(output()).getByText(text, { selector: '[data-token]' })

async function openScored() {
  const page = await openStories()
  await page.user.click(button('Score this text'))
  ;(await page.run(0)).finish(buildGeneration([], { promptTokens: 4, promptScores }))
  await within(output()).findByText(/^Perplexity/, { selector: 'p' })
  await screen.findByRole('list', { name: 'Next token' })
  return page
}

describe('a text that is scored', () => {
  it('is read, not continued, whatever the settings say', async () => {
    const { user, input } = await openStories()
    await user.clear(screen.getByRole('spinbutton', { name: 'Temperature' }))
    await user.click(button('Score this text'))
    expect(await input(0)).toEqual({
      prompt: 'One day, a little fish',
      settings: { ...buildStories().defaults, maxNewTokens: 0 },
      scorePrompt: true,
    })
    expect(screen.getByRole('status', { name: 'Speed' }).textContent).toBe('Reading…')
  })

  it('has its perplexity in a sentence, and as JSON', async () => {
    const { user } = await openScored()
    expect(output().textContent).toContain(
      'Perplexity 4.0: the model was as unsure, on average, as if it had to choose each token among 4.0 equally likely ones. That is 0.40 bits per character, over 3 tokens; less means better foreseen.',
    )
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      perplexity: 4,
      tokens: ['OneĠday', ',Ġa', 'Ġlittle', 'Ġfish'],
      probs: [null, 0.5, 0.25, 0.125],
    })
    expect(screen.getByRole('status', { name: 'Speed' }).textContent).toBe('4 tokens read in 12 ms')
  })

  it('has colours with words for them, and each token its number', async () => {
    const { user } = await openScored()
    expect(colours()).toHaveProperty('checked', true)
    expect((await screen.findByRole('list', { name: 'Colours' })).textContent).toContain(
      'less likely, 3 to 6',
    )
    expect(token('fish').title).toBe('3.0 bits')
    await user.click(token('fish'))
    expect(inspector()).toContain(
      'Given: ·fish, less probable than these · 12.5 % · 3.0 bits of surprise',
    )
    await user.click(token('One day'))
    expect(inspector()).toContain('with nothing before it, it has no probability')
    await user.click(colours())
    expect(screen.queryByRole('list', { name: 'Colours' })).toBeNull()
    expect(token('fish').title).toBe('')
  })

  it('goes on from another word than its own', async () => {
    const { user, run, input } = await openScored()
    await user.click(token('fish'))
    await user.click(button('Go on with “ sea” instead'))
    expect(await input(1)).toMatchObject({ prompt: 'One day, a little', continued: [300] })
    await write(await run(1), [' is'])
    expect(output().textContent).toContain('One day, a little sea is')
    expect(token('little')).toBeTruthy()
    await user.click(await screen.findByRole('button', { name: 'The text scored' }))
    expect(output().textContent).toContain('Perplexity 4.0')
  })

  it('does not go on from words that are not those of the prompt', async () => {
    const { user, run } = await openStories()
    await user.click(button('Score this text'))
    const changed = words([['one day'], [', a', 0.5]])
    ;(await run(0)).finish(buildGeneration([], { promptTokens: 2, promptScores: changed }))
    await user.click(await within(output()).findByText(', a', { selector: '[data-token]' }))
    await waitFor(() => expect(inspector()).toContain('Given'))
    expect(screen.queryByRole('button', { name: /^Go on/ })).toBeNull()
  })

  it('that has one token says why there is no number, and an empty one cannot be scored', async () => {
    const { user, run } = await openStories()
    await user.click(button('Score this text'))
    const only = words([['One']])
    ;(await run(0)).finish(buildGeneration([], { promptTokens: 1, promptScores: only }))
    expect(await within(output()).findByText(/give a longer text/, { selector: 'p' })).toBeTruthy()
    await user.clear(screen.getByRole('textbox', { name: 'Prompt' }))
    expect(button('Score this text')).toHaveProperty('disabled', true)
  })
})

describe('colours', () => {
  it('are off until they are wanted, and stay in the address', async () => {
    const { user, run } = await openStories('?model=stories#prompt=Tom&seed=3')
    await user.click(button('Generate'))
    await write(await run(0), [' ran'])
    expect(colours()).toHaveProperty('checked', false)
    expect(token('ran').title).toBe('')
    await user.click(colours())
    expect(window.location.hash).toBe('#prompt=Tom&seed=3&colour=surprise')
    expect(token('ran').title).toBe('0.7 bits')
    await user.click(button('Generate'))
    await run(1)
    expect(window.location.hash).toContain('colour=surprise')
    await user.click(colours())
    expect(window.location.hash).not.toContain('colour')
  })

  it('come with an address that has them', async () => {
    const { user, run } = await openStories('?model=stories#colour=surprise')
    expect(output().textContent).toContain('One day, a little fish swam near the shore.')
    await user.click(button('Generate'))
    await write(await run(0), [' ran'])
    expect(colours()).toHaveProperty('checked', true)
  })
})

describe('an encoder–decoder', () => {
  it('answers: its prompt does not stand before the text, and cannot be scored', async () => {
    const engine = new FakeEngine()
    const encoder = { model: 'encoder.onnx', startTokenId: 0 }
    const { user } = renderPart(
      engine,
      <TextDemo
        manifest={buildStories({ encoder, examples: [] })}
        runtime="auto"
        shared={new URLSearchParams({ prompt: 'Hello' })}
        onShare={() => {}}
      />,
    )
    expect(output().textContent).toContain('the model answers your prompt')
    expect(screen.queryByRole('button', { name: 'Score this text' })).toBeNull()
    await user.click(button('Generate'))
    await waitFor(() => expect(engine.runs).toHaveLength(1))
    await write(engine.runs[0] as FakeRun<'text-generation'>, ['Hallo'])
    expect(output().textContent).not.toContain('Hello')
  })
})
