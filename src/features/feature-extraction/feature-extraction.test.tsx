import { act, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildFeatureExtraction, buildMeanings } from '../../testing/builders.ts'
import {
  button,
  copied,
  openTextTask,
  output,
  speed,
  spoken,
  textbox,
} from '../../testing/text-task-page.tsx'
import { formatSimilarity } from './words.ts'

const open = (hash?: string) => openTextTask(buildMeanings(), hash === undefined ? {} : { hash })
const meter = () => screen.getByRole('meter', { name: 'Similarity' })

describe('feature extraction', () => {
  it('compares two texts', async () => {
    const { user, run } = await open()
    await user.clear(textbox('Second text'))
    await user.type(textbox('Second text'), 'Lunch{Enter}')
    const first = await run(0)
    expect(first.input.texts).toEqual(['A man is eating.', 'Lunch'])
    expect(spoken()).toContain('Comparing the texts.')
    await act(async () => first.finish(buildFeatureExtraction()))
    expect(output().textContent).toContain('0.96')
    expect(meter().getAttribute('aria-valuenow')).toBe('0.96')
    expect(meter().getAttribute('aria-valuemin')).toBe('-1')
    expect(meter().getAttribute('aria-valuetext')).toBe('0.96, between −1 and 1')
    expect(speed()).toBe('tokenise 0.3 · run 4.1 · total 4.5 ms · warm')
    expect(spoken()).toContain('Similarity 0.96.')
    expect(output().textContent).toContain(
      'First: 7 tokens read. Second: 7 tokens read. Each became 2 numbers.',
    )
  })

  it('copies the similarity with the vectors', async () => {
    const { user, run } = await open()
    await user.click(button('Compare'))
    const first = await run(0)
    const vectors = [new Float32Array([0.5, 0.25]), new Float32Array([-1, 0])]
    await act(async () => first.finish(buildFeatureExtraction({ vectors, similarity: -0.8 })))
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({
      similarity: -0.8,
      dimensions: 2,
      embeddings: [
        [0.5, 0.25],
        [-1, 0],
      ],
    })
  })

  it('says which text was cut', async () => {
    const { user, run } = await open()
    await user.click(button('Compare'))
    const first = await run(0)
    const tokens = [
      { read: 128, cut: 3 },
      { read: 5, cut: 0 },
    ]
    await act(async () => first.finish(buildFeatureExtraction({ tokens })))
    const said = 'First: 128 of 131 tokens read, 3 cut. Second: 5 tokens read.'
    expect(output().textContent).toContain(said)
    expect(spoken().join(' ')).toContain(said)
  })

  it('compares an example, and says when a text has changed since', async () => {
    const { user, run } = await open()
    await user.click(button('Not the same'))
    const first = await run(0)
    expect(first.input.texts).toEqual(['A man is eating.', 'The sky is blue.'])
    await act(async () => first.finish(buildFeatureExtraction({ similarity: 0.1 })))
    expect(output().textContent).not.toContain('has changed since')
    await user.type(textbox('First text'), '!')
    expect(output().textContent).toContain('The text has changed since.')
  })

  it('keeps both texts in the address and takes them from there', async () => {
    const { user, run } = await open('#first=One&second=Two')
    expect([textbox('First text').value, textbox('Second text').value]).toEqual(['One', 'Two'])
    await user.type(textbox('First text'), ' more')
    await user.click(button('Compare'))
    await run(0)
    expect(window.location.hash).toBe('#first=One+more&second=Two')
  })

  it('keeps the last number when a later run is stopped or fails', async () => {
    const { user, run } = await open()
    await user.click(button('Compare'))
    const first = await run(0)
    await act(async () => first.finish(buildFeatureExtraction()))
    await user.click(button('Compare'))
    await run(1)
    await user.click(button('Stop'))
    expect(meter().getAttribute('aria-valuenow')).toBe('0.96')
    await user.click(button('Compare'))
    const third = await run(2)
    await act(async () => third.fail('output-not-finite'))
    expect(screen.getByRole('alert').textContent).toContain('not finite')
    expect(meter().getAttribute('aria-valuenow')).toBe('0.96')
  })
})

describe('a similarity in words', () => {
  it.each([
    [1, '1.00'],
    [-0.123, '−0.12'],
    [-0.001, '0.00'],
    [0.996, '1.00'],
  ])('of %d is %s', (value, expected) => {
    expect(formatSimilarity(value)).toBe(expected)
  })
})
