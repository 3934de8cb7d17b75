import { fireEvent, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { alertText, findButton, openPictures } from '../testing/pictures-page.tsx'

const png = 'data:image/png;base64,iVBORw0KGgo='

describe('a picture by its address', () => {
  async function openField() {
    const page = await openPictures()
    await page.user.click(await findButton('Link'))
    return { ...page, field: await screen.findByRole('textbox', { name: 'Link or data URL' }) }
  }

  it('is decoded on the page when it is a data URL', async () => {
    const { user, field, run } = await openField()
    await user.type(field, png)
    await user.click(await findButton('Look at it'))
    const { image } = (await run(0)).input
    expect(image).toMatchObject({ name: 'pasted picture', size: 8 })
  })

  it('may be pasted anywhere, but not into a field', async () => {
    const { engine, run } = await openPictures()
    const clipboardData = { types: ['text/plain'], files: [], getData: () => png }
    fireEvent.paste(screen.getByRole('spinbutton', { name: 'Top-k' }), { clipboardData })
    expect(engine.runs).toHaveLength(0)
    fireEvent.paste(document.body, { clipboardData })
    expect((await run(0)).input.image).toMatchObject({ name: 'pasted picture' })
  })

  it('is refused with a reason, and the picture stays', async () => {
    const { engine, user, field } = await openField()
    await user.type(field, 'https://192.168.1.1/cat.png')
    await user.click(await findButton('Look at it'))
    expect(await alertText()).toContain('This picture is not fetched.')
    expect(field.getAttribute('aria-invalid')).toBe('true')
    expect(engine.runs).toHaveLength(0)
    expect(screen.getByRole('img', { name: 'Input image' })).toBeTruthy()
  })

  it('is fetched from this site', async () => {
    const { user, field, run } = await openField()
    await user.type(field, 'photos/cat.png')
    await user.click(await findButton('Look at it'))
    expect((await run(0)).input.image).toMatchObject({ name: 'cat.png', size: 'picture'.length })
  })
})
