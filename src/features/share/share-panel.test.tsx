import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { encode } from 'uqr'
import { encodeBase64Url } from '../../core/formats/base64url.ts'
import { buildClassification, buildGeneration } from '../../testing/builders.ts'
import type { FakeEngine } from '../../testing/fake-engine.ts'
import { openPictures } from '../../testing/pictures-page.tsx'
import { button, openStories } from '../../testing/stories-page.tsx'
import { renderApp } from '../../testing/render-app.tsx'
import { buildPenguins } from '../../testing/table-builders.ts'
import { openTable } from '../../testing/table-page.tsx'
import { deflate } from './deflate.ts'

type User = Awaited<ReturnType<typeof openStories>>['user']

// They come when they are wanted; waiting for that is not what is tested here.
beforeEach(async () => {
  await Promise.all([
    import('../../app/tool-sheet.tsx'),
    import('./share-panel.tsx'),
    import('./shared-link.tsx'),
    import('./qr-code.tsx'),
  ])
})
afterEach(() => vi.unstubAllGlobals())

/** The smallest PNG: one grey pixel. */
const png = Uint8Array.from(
  atob(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==',
  ),
  (character) => character.charCodeAt(0),
)

async function openShare(user: User) {
  await user.click(await screen.findByRole('button', { name: 'Share' }))
  const dialog = await screen.findByRole('dialog', { name: 'Share' })
  await within(dialog).findByRole('textbox', { name: 'Link' })
  return within(dialog)
}

const link = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Link' }).value
const lastRun = async (engine: FakeEngine) => {
  await waitFor(() => expect(engine.runs.some((run) => !run.isAborted())).toBe(true))
  return engine.runs.findLast((run) => !run.isAborted())!
}

describe('a link to a text', () => {
  async function generated() {
    const page = await openStories('?model=stories#temperature=0.5&seed=3')
    await page.user.type(screen.getByRole('textbox', { name: 'Prompt' }), ' Hello')
    await page.user.click(button('Generate'))
    const run = await lastRun(page.engine)
    await act(async () => run.finish(buildGeneration([' end.'])))
    return page
  }

  it('says what is in it before it is copied, and carries that', async () => {
    const { user } = await generated()
    const dialog = await openShare(user)
    dialog.getByText(
      /^This link carries the prompt \(\d+ characters\) and 2 settings; nothing else\.$/,
    )
    const { search, hash } = new URL(link())
    expect(search).toBe('?model=stories')
    const state = new URLSearchParams(hash.slice(1))
    expect(state.get('prompt')).toContain('Hello')
    expect(state.get('temperature')).toBe('0.5')

    await user.click(dialog.getByRole('button', { name: 'Copy link' }))
    expect(await navigator.clipboard.readText()).toBe(link())
  })

  it('leaves out what is unticked, and says so', async () => {
    const { user } = await generated()
    const dialog = await openShare(user)
    await user.click(dialog.getByRole('checkbox', { name: /^The prompt/ }))
    await dialog.findByText('This link carries 2 settings; nothing else.')
    await waitFor(() => expect(link()).not.toContain('Hello'))
    await user.click(dialog.getByRole('checkbox', { name: '2 settings' }))
    await dialog.findByText(/^This link opens the demo as it begins/)
    await waitFor(() => expect(link()).toMatch(/\?model=stories$/))
  })

  it('opens with the text that was packed into it', async () => {
    const prompt = 'Once upon a time. '.repeat(40)
    const packed = await deflate(new TextEncoder().encode(`prompt=${encodeURIComponent(prompt)}`))
    await openStories(`?model=stories#v=1&z=${encodeBase64Url(packed!)}`)
    expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Prompt' }).value).toBe(prompt)
  })

  it('says what of a damaged link is missing, and the demo works on', async () => {
    const { user, engine } = await openStories('?model=stories#v=1&z=AAAA')
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Its text and settings are cut off or changed.',
    )
    await user.click(button('Generate'))
    expect((await lastRun(engine)).input).toMatchObject({ settings: expect.anything() })
  })
})

describe('a link to a picture', () => {
  beforeEach(() => {
    vi.stubGlobal('createImageBitmap', async () => ({ width: 1, height: 1, close: () => {} }))
  })

  async function shown() {
    const page = await openPictures()
    const file = new File([png], 'my holiday.png', { type: 'image/png' })
    await page.user.upload(screen.getByLabelText('Image'), file)
    const run = await page.run(0)
    await act(async () => run.finish(buildClassification()))
    return page
  }

  it('brings a small one as it is, without its name', async () => {
    const { user } = await shown()
    const dialog = await openShare(user)
    dialog.getByText(/the picture as it is \(1 × 1, 0\.1 kB\); nothing else\.$/)
    dialog.getByRole('img', { name: 'The picture in the link' })
    expect(link()).toContain(`#v=1&topK=3&picture=${encodeBase64Url(png)}`)
    expect(link()).not.toContain('holiday')
    // The address bar is not filled with it.
    expect(window.location.hash).toBe('#topK=3')

    await user.click(dialog.getByRole('checkbox', { name: /^The picture/ }))
    await waitFor(() => expect(link()).toMatch(/#topK=3$/))
  })

  it('is opened as if the picture had been dropped', async () => {
    const { engine } = renderApp(`?model=pictures#v=1&topK=5&picture=${encodeBase64Url(png)}`)
    const { input } = await lastRun(engine)
    expect(input).toMatchObject({ image: { name: 'shared picture.png' }, topK: 5 })
    const { image } = input as { image: File }
    expect(new Uint8Array(await image.arrayBuffer())).toEqual(png)
  })

  it('is refused with a sentence when it is no picture, and nothing is run', async () => {
    const { engine } = renderApp('?model=pictures#v=1&picture=PHN2Zz48c2NyaXB0Pg')
    expect((await screen.findByRole('alert')).textContent).toContain(
      'Its picture is cut off or changed.',
    )
    await screen.findByText('Choose a picture')
    expect(engine.runs).toEqual([])
  })

  it('goes nowhere in a demo that takes none', async () => {
    const { engine } = await openStories(`?model=stories#v=1&picture=${encodeBase64Url(png)}`)
    expect(engine.runs).toEqual([])
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('of an example carries its name alone, and opens with it', async () => {
    const { user, run } = await openPictures()
    await user.click(await screen.findByRole('button', { name: /^Frog/ }))
    const first = await run(0)
    await act(async () => first.finish(buildClassification()))
    const dialog = await openShare(user)
    dialog.getByText(/which example is shown \(“Frog”\)/)
    expect(link()).toMatch(/#topK=3&example=examples%2Ffrog\.png$/)
    expect(dialog.queryByRole('img', { name: 'The picture in the link' })).toBeNull()
  })
})

it('an example that an address names is shown and run', async () => {
  const { engine } = renderApp('?model=pictures#example=examples%2Ffrog.png')
  await lastRun(engine)
  expect(screen.getByRole('button', { name: /^Frog/ }).getAttribute('aria-pressed')).toBe('true')
})

it('a row travels whole', async () => {
  const { user } = await openTable()
  await user.click(button('Predict'))
  const dialog = await openShare(user)
  const count = buildPenguins().features.length
  await dialog.findByText(`This link carries the row (${count} values); nothing else.`)
  expect(JSON.parse(new URLSearchParams(new URL(link()).hash.slice(1)).get('features')!)).toEqual(
    expect.objectContaining({ [buildPenguins().features[0]!.name]: expect.anything() }),
  )
})

describe('the sheet', () => {
  it('is closed by its button', async () => {
    const { user } = await openStories()
    const dialog = await openShare(user)
    await user.click(dialog.getByRole('button', { name: 'Close' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  it('draws the QR code of exactly this link', async () => {
    const { user } = await openStories()
    await openShare(user)
    const drawing = await screen.findByRole('img', { name: 'QR code of the link' })
    const { data, size } = encode(link(), { ecc: 'L', border: 4 })
    expect(drawing.getAttribute('viewBox')).toBe(`0 0 ${size} ${size}`)
    const seen = Array.from({ length: size }, () => Array.from({ length: size }, () => false))
    const path = drawing.querySelectorAll('path')[1]?.getAttribute('d') ?? ''
    for (const [, x = 0, y = 0, long = 0] of path.matchAll(/M(\d+) (\d+)h(\d+)/g)) {
      seen[Number(y)]?.fill(true, Number(x), Number(x) + Number(long))
    }
    expect(seen).toEqual(data)
  })

  it('says why there is none when the link is too long', async () => {
    const noise = Array.from({ length: 1500 }, (_, i) => String.fromCharCode(97 + ((i * i) % 23)))
    const text = noise.join('').replace(/(.{7})/g, (part, _, at: number) => `${part}${at * 7919}`)
    const { user } = await openStories(`?model=stories#prompt=${text}`)
    await openShare(user)
    expect(await screen.findByText(/^There is no QR code/)).toBeTruthy()
  })

  it('offers the device’s own way to send it, where there is one', async () => {
    const share = vi.fn<(data: ShareData) => Promise<void>>(async () => {})
    const { user } = await openStories()
    Object.assign(navigator, { canShare: () => true, share })
    const dialog = await openShare(user)
    fireEvent.click(dialog.getByRole('button', { name: 'Send it…' }))
    expect(share).toHaveBeenCalledWith(expect.objectContaining({ url: link() }))
    Object.assign(navigator, { canShare: undefined, share: undefined })
  })

  it('says of localhost that only this computer reaches it', async () => {
    const { user } = await openStories()
    const dialog = await openShare(user)
    dialog.getByText(/^Only this computer reaches this address/)
    expect(dialog.getByText('npm run share')).toBeTruthy()
  })
})
