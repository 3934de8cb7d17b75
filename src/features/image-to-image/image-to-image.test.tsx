import { fireEvent, screen, waitFor } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import type { FakeRun } from '../../testing/fake-engine.ts'
import { buildOutput, buildSuperResolution } from '../../testing/image-to-image-builders.ts'
import { renderApp } from '../../testing/render-app.tsx'

const button = (name: string) => screen.getByRole('button', { name })
const slider = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Before and after' })
const output = () => screen.getByRole<HTMLCanvasElement>('img', { name: 'Output image' })
const photo = (name = 'photo.jpg') => new File(['bytes'], name, { type: 'image/jpeg' })

async function open(manifest = buildSuperResolution()) {
  const { engine, user } = renderApp('?model=larger', { demos: [manifest] })
  await screen.findByText('Choose a picture')
  async function give(file: File, index = 0): Promise<FakeRun<'image-to-image'>> {
    await user.upload(screen.getByLabelText<HTMLInputElement>('Image'), file)
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'image-to-image'>
  }
  async function show(result = buildOutput()) {
    const run = await give(photo())
    run.finish(result)
    await screen.findByRole('img', { name: 'Output image' })
  }
  return { engine, user, give, show }
}

describe('image to image', () => {
  it('says what it takes before anything was given', async () => {
    await open()
    expect(screen.getByText(/here it shows what it makes of it/)).toBeTruthy()
    expect(screen.queryByRole('img', { name: 'Output image' })).toBeNull()
    expect(button('Copy JSON')).toHaveProperty('disabled', true)
  })

  it('shows what came out beside what went in, and says how large it is', async () => {
    const { show } = await open()
    await show()
    expect(screen.getByRole('img', { name: 'Input image' })).toBeTruthy()
    expect([output().width, output().height]).toEqual([672, 672])
    expect(screen.getByText('672 × 672 pixels, 3 × the 224 × 224 that went in')).toBeTruthy()
    const live = [...document.querySelectorAll('[aria-live=polite]')]
    expect(live.map(({ textContent }) => textContent)).toContain(
      'The output is there, 672 × 672 pixels.',
    )
  })

  it('has a line between before and after that the keyboard moves', async () => {
    const { show } = await open()
    await show()
    expect(slider().getAttribute('aria-valuetext')).toBe('50 % before, 50 % after')
    fireEvent.change(slider(), { target: { value: '80' } })
    expect(slider().getAttribute('aria-valuetext')).toBe('80 % before, 20 % after')
    expect(output().parentElement?.style.clipPath).toBe('inset(0 0 0 80%)')
  })

  it('lets a pointer move the line anywhere on the picture', async () => {
    const { show } = await open()
    await show()
    const frame = slider().parentElement!
    vi.spyOn(frame, 'getBoundingClientRect').mockReturnValue(new DOMRect(100, 0, 400, 300))
    let captured = false
    frame.setPointerCapture = () => {
      captured = true
    }
    frame.hasPointerCapture = () => captured
    fireEvent.pointerMove(frame, { clientX: 200 })
    expect(slider().value).toBe('50')
    fireEvent.pointerDown(frame, { clientX: 200, button: 0 })
    expect(slider().value).toBe('25')
    fireEvent.pointerMove(frame, { clientX: 9000 })
    expect(slider().value).toBe('100')
  })

  it('says what black and white mean in a map of depths', async () => {
    const { show } = await open()
    await show(buildOutput({ range: { min: -0.012345, max: 1234.5 } }))
    const legend = screen.getByRole('figure', { name: 'Legend' })
    expect(legend.textContent).toContain('-0.0123')
    expect(legend.textContent).toContain('1230')
  })

  it('keeps the last output when a picture cannot be read', async () => {
    const { show, give } = await open()
    await show()
    const broken = await give(photo('broken.jpg'), 1)
    broken.fail('image-corrupt', { name: 'broken.jpg', format: 'JPEG' })
    expect((await screen.findByRole('alert')).textContent).toContain('Invalid image format')
    expect(output()).toBeTruthy()
  })

  it('copies the numbers, and says so where the picture cannot be saved', async () => {
    const { user, show } = await open()
    await show(buildOutput({ range: { min: 0, max: 2 } }))
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      input: { width: 640, height: 480 },
      output: { width: 672, height: 672, range: { min: 0, max: 2 } },
    })
    // No page of a test has a canvas.
    await user.click(button('Download PNG'))
    expect((await screen.findByRole('alert')).textContent).toContain('could not be saved')
    expect(output()).toBeTruthy()
  })
})
