import { screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildGeneration, buildStep } from '../../testing/builders.ts'
import { button, openStories, output, write } from '../../testing/stories-page.tsx'

const candidates = async () => {
  const list = await screen.findByRole('list', { name: 'Next token' })
  return within(list)
    .getAllByRole('listitem')
    .map((item) => {
      const meter = within(item).getByRole('meter')
      return [meter.getAttribute('aria-label'), meter.getAttribute('aria-valuetext')]
    })
}
const token = (text: string) => within(output()).getByText(text, { selector: '[data-token]' })
const inspector = () => screen.getByRole('region', { name: 'Next token' }).textContent

async function openFinished() {
  const page = await openStories()
  await page.user.click(button('Generate'))
  const first = await page.run(0)
  await write(first, [' swam', ' home'])
  first.finish(buildGeneration([' swam', ' home']))
  await screen.findByText('The model ended the text by itself.')
  await screen.findByRole('list', { name: 'Next token' })
  return page
}

describe('the next token', () => {
  it('has its three most probable candidates, at the end and at every token', async () => {
    const { user } = await openFinished()
    expect(await candidates()).toEqual([
      ['new line', '50.0 %'],
      ['end of text', '30.0 %'],
      ['He', '10.0 %'],
    ])

    await user.click(button('Earlier token'))
    expect((await candidates())[0]).toEqual(['home', '61.2 %'])
    await user.click(token('swam'))
    expect((await candidates())[0]).toEqual(['swam', '61.2 %'])
    await user.click(button('Later token'))
    await user.click(button('Later token'))
    expect((await candidates())[0]).toEqual(['new line', '50.0 %'])
  })

  it('says how probable the token was that was taken, and how surprising', async () => {
    const { user, run } = await openStories()
    await user.click(button('Generate'))
    const first = await run(0)
    first.step({ ...buildStep(' swam', 0), prob: 0.612 })
    first.step({
      ...buildStep(' sun', 1),
      id: 999,
      prob: 1 / 4096,
      candidates: buildStep('x').candidates,
    })
    first.finish(buildGeneration([' swam', ' sun']))
    await screen.findByText('The model ended the text by itself.')
    await user.click(token('swam'))
    expect(inspector()).toContain('Taken: ·swam · 61.2 % · 0.7 bits of surprise')
    await user.click(button('Later token'))
    expect(inspector()).toContain(
      'Taken: ·sun, less probable than these · under 0.1 % · 12 bits of surprise',
    )
  })

  it('follows the arrow keys, from its buttons and from a token that was pressed', async () => {
    const { user } = await openFinished()
    button('Earlier token').focus()
    await user.keyboard('{ArrowLeft}')
    expect(inspector()).toContain('2 of 2')
    await user.keyboard('{ArrowLeft}{ArrowLeft}')
    expect(inspector()).toContain('1 of 2')
    await user.keyboard('{End}')
    expect(inspector()).toContain('at the end')
    await user.keyboard('{ArrowRight}{Home}')
    expect(inspector()).toContain('1 of 2')

    await user.click(token('home'))
    await user.keyboard('{ArrowLeft}')
    expect(inspector()).toContain('1 of 2, swam')
    await user.keyboard('{Shift>}{ArrowRight}{/Shift}')
    expect(inspector()).toContain('1 of 2')
  })
})
