import { screen, waitFor } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { buildClassification, buildPictures } from '../testing/builders.ts'
import { alertText, findButton, openPictures } from '../testing/pictures-page.tsx'

describe('the drawing pad', () => {
  const digits = buildPictures({
    preprocessing: { ...buildPictures().preprocessing, channels: 1, width: 28, height: 28 },
  })

  beforeEach(() => {
    vi.stubGlobal(
      'OffscreenCanvas',
      class {
        getContext = () => null
        convertToBlob = async () => new Blob(['drawing'], { type: 'image/png' })
      },
    )
    vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null)
  })

  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('is not offered for models of colour', async () => {
    await openPictures()
    expect(screen.queryByRole('button', { name: 'Draw' })).toBeNull()
  })

  it('gives the model each stroke that ended, and asks what it received', async () => {
    const { engine, user, run } = await openPictures({ demos: [digits] })
    await user.click(await findButton('Draw'))
    const pad = await screen.findByRole('application', { name: 'Drawing pad' })
    pad.focus()
    await user.keyboard(' {ArrowDown}{ArrowDown}')
    expect(engine.runs).toHaveLength(0)
    await user.keyboard(' ')
    expect((await run(0)).input).toMatchObject({
      image: { name: 'drawing.png' },
      showTensor: true,
    })
    await user.keyboard(' {ArrowRight} ')
    const second = await run(1)
    expect(engine.runs[0]?.isAborted()).toBe(true)
    second.finish(buildClassification())
    await screen.findByRole('meter', { name: 'cat' })
    await user.click(await findButton('Undo'))
    await run(2)
  })

  it('stays with what is on it when the model fails', async () => {
    const { user, run } = await openPictures({ demos: [digits] })
    await user.click(await findButton('Draw'))
    ;(await screen.findByRole('application', { name: 'Drawing pad' })).focus()
    await user.keyboard(' {ArrowDown} ')
    ;(await run(0)).fail('run-failed')
    expect(await alertText()).toContain('The model failed while it ran.')
    expect(screen.getByRole('application', { name: 'Drawing pad' })).toBeTruthy()
  })

  it('makes room for another picture', async () => {
    const { user, run } = await openPictures({ demos: [digits] })
    await user.click(await findButton('Draw'))
    ;(await screen.findByRole('application', { name: 'Drawing pad' })).focus()
    await user.keyboard(' {ArrowDown} ')
    ;(await run(0)).finish(buildClassification())
    await screen.findByRole('meter', { name: 'cat' })
    await user.click(await findButton(/^Frog/))
    await waitFor(() => expect(screen.queryByRole('application')).toBeNull())
  })
})
