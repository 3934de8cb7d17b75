import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { items, openStreet } from '../../testing/detection-page.ts'

describe('list and picture', () => {
  const marked = () =>
    [...screen.getByRole('img', { name: 'Detections' }).querySelectorAll('rect[class]')].map(
      (box) => box.getAttribute('stroke-width') === '3',
    )

  it('point at each other under the pointer', async () => {
    const { user } = await openStreet()
    await user.hover(items()[1]!)
    expect(marked()).toEqual([false, false, true])
    await user.unhover(items()[1]!)
    expect(marked()).toEqual([false, false, false])

    const [first] = screen.getByRole('img', { name: 'Detections' }).querySelectorAll('rect[class]')
    await user.hover(first!)
    expect(items().map(({ className }) => className.includes('bg-well'))).toEqual([
      true,
      false,
      false,
    ])
  })

  it('keep to what was pressed in the picture, and go to the next one below when it is pressed again', async () => {
    await openStreet('#confidence=0.05&iou=0.95')
    const picture = screen.getByRole('img', { name: 'Detections' })
    vi.spyOn(picture, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 320, 240))
    const press = () => fireEvent.click(picture, { clientX: 75, clientY: 100 })
    const pressed = () =>
      items().findIndex(
        (item) => within(item).getByRole('button').getAttribute('aria-pressed') === 'true',
      )
    const order = []
    for (let count = 0; count < 4; count++) {
      press()
      order.push(pressed())
    }
    // Two persons, then the car behind them, then none.
    expect(order).toEqual([0, 1, 4, -1])
  })

  it('are gone through with the arrow keys', async () => {
    const { user } = await openStreet()
    const focused = () => items().findIndex((item) => item.contains(document.activeElement))
    within(items()[0]!).getByRole('button').focus()
    await user.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}')
    expect(focused()).toBe(2)
    expect(marked()).toEqual([false, true, false])
    await user.keyboard('{Home}{ArrowUp}')
    expect(focused()).toBe(0)
    await user.keyboard('{End}{Enter}')
    const pinned = within(items()[2]!).getByRole('button')
    expect(pinned.getAttribute('aria-pressed')).toBe('true')
    await user.keyboard('{Escape}')
    expect(pinned.getAttribute('aria-pressed')).toBe('false')
    // One stop for Tab in all.
    expect(items().flatMap((item) => [...item.querySelectorAll('[tabindex="0"]')])).toHaveLength(1)
  })
})
