import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration } from '../../testing/builders.ts'
import { button, openStories, output, write } from '../../testing/stories-page.tsx'

const candidates = () =>
  within(screen.getByRole('list', { name: 'Next token' }))
    .getAllByRole('listitem')
    .map((item) => {
      const meter = within(item).getByRole('meter')
      return [meter.getAttribute('aria-label'), meter.getAttribute('aria-valuetext')]
    })

describe('the next token', () => {
  it('has its three most probable candidates, at the end and at every token', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const first = await run(0)
    await write(first, [' swam', ' home'])
    first.finish(buildGeneration([' swam', ' home']))
    await screen.findByText('The model ended the text by itself.')
    expect(candidates()).toEqual([
      ['new line', '50.0 %'],
      ['end of text', '30.0 %'],
      ['He', '10.0 %'],
    ])

    await user.click(button('Earlier token'))
    expect(candidates()[0]).toEqual(['home', '61.2 %'])
    await user.click(within(output()).getByText('swam', { selector: '[data-token]' }))
    expect(candidates()[0]).toEqual(['swam', '61.2 %'])
    await user.click(button('Later token'))
    await user.click(button('Later token'))
    expect(candidates()[0]).toEqual(['new line', '50.0 %'])
  })
})
