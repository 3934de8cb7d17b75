import { screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { button, openStories, output } from '../../testing/stories-page.tsx'

describe('what is given to text generation', () => {
  it('sends the prompt with every setting, the prompt being allowed to be empty', async () => {
    const { user, input } = await openStories()
    const settings: [name: string, value: string][] = [
      ['Max new tokens', '9'],
      ['Temperature', '0'],
      ['Top-k', '5'],
      ['Top-p', '0.5'],
      ['Repetition penalty', '1.2'],
      ['Seed', '42'],
    ]
    await user.clear(screen.getByRole('textbox', { name: 'Prompt' }))
    for (const [name, value] of settings) {
      const field = screen.getByRole('spinbutton', { name })
      await user.clear(field)
      await user.type(field, value)
    }
    await user.click(button('Generate'))
    expect(await input(0)).toEqual({
      prompt: '',
      settings: {
        maxNewTokens: 9,
        temperature: 0,
        topK: 5,
        topP: 0.5,
        repetitionPenalty: 1.2,
        seed: 42,
      },
    })
    expect(window.location.hash).toBe(
      '#prompt=&maxNewTokens=9&temperature=0&topK=5&topP=0.5&repetitionPenalty=1.2&seed=42',
    )
  })

  it('says which setting will not do, without asking the model', async () => {
    const { engine, user } = await openStories()
    const field = screen.getByRole('spinbutton', { name: 'Temperature' })
    await user.clear(field)
    await user.type(field, '7')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    await user.click(button('Generate'))
    expect((await screen.findByRole('alert')).textContent).toContain('Temperature is out of range.')
    expect(engine.runs).toHaveLength(0)

    await user.click(button('Reset'))
    expect(field).toHaveProperty('value', '0.7')
  })

  it('runs an example at once when the model is there', async () => {
    const { user, input } = await openStories()
    await screen.findByText(/ready in/)
    await user.click(button('A red ball'))
    expect(await input(0)).toMatchObject({ prompt: 'Tom had a red ball', settings: { seed: 11 } })
  })

  it('reads what somebody shared, and ignores what will not do', async () => {
    const { user, input } = await openStories(
      '?model=stories#prompt=Tom+%26+I&temperature=9&seed=3',
    )
    expect(output().textContent).not.toContain('little fish')
    await user.click(button('Generate'))
    expect(await input(0)).toMatchObject({
      prompt: 'Tom & I',
      settings: { temperature: 0.7, seed: 3 },
    })
  })

  it('keeps the prompt of the first example where an address has settings alone, but not its text', async () => {
    const { user, input } = await openStories('?model=stories#temperature=0')
    expect(output().textContent).not.toContain('swam near the shore')
    await user.click(button('Generate'))
    expect(await input(0)).toMatchObject({
      prompt: 'One day, a little fish',
      settings: { temperature: 0 },
    })
  })

  it('throws a new seed', async () => {
    const { user } = await openStories()
    const field = screen.getByRole<HTMLInputElement>('spinbutton', { name: 'Seed' })
    const before = field.value
    await user.click(button('New seed'))
    expect(field.value).not.toBe(before)
    expect(field.getAttribute('aria-invalid')).toBe('false')
  })
})
