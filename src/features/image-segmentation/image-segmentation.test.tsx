import { act, fireEvent, screen, waitFor, within } from '@testing-library/react'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImageSegmentation } from '../../protocol/picture-tasks.ts'
import type { FakeRun } from '../../testing/fake-engine.ts'
import { renderApp } from '../../testing/render-app.tsx'
import {
  buildInstances,
  buildMatte,
  buildSegmentation,
  buildSegmenter,
} from '../../testing/segmentation-builders.ts'

const button = (name: string | RegExp) => screen.getByRole('button', { name })
const toggle = (name: string) => screen.getByRole('switch', { name })
const photo = (name = 'photo.jpg') => new File(['bytes'], name, { type: 'image/jpeg' })
const legend = () => screen.getByRole('list', { name: 'Predictions' })
const rows = () =>
  within(legend())
    .queryAllByRole('listitem')
    .map((item) => {
      const meter = within(item).getByRole('meter')
      return [
        within(item).getByRole('button').textContent,
        meter.getAttribute('aria-label'),
        meter.getAttribute('aria-valuenow'),
      ]
    })
const said = () =>
  [...document.querySelectorAll('[aria-live=polite]')].map((each) => each.textContent).join('|')

/** What lies on the canvas: of each pixel its opacity. */
let painted: number[] = []

beforeEach(() => {
  painted = []
  vi.stubGlobal(
    'ImageData',
    class {
      readonly data: Uint8ClampedArray
      constructor(data: Uint8ClampedArray) {
        this.data = data
      }
    },
  )
  const context = {
    putImageData({ data }: ImageData) {
      painted = Array.from({ length: data.length / 4 }, (_, i) => data[i * 4 + 3]!)
    },
  }
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(
    context as unknown as ReturnType<HTMLCanvasElement['getContext']>,
  )
})

async function open(hash = '', manifest = buildSegmenter()) {
  const { engine, user } = renderApp(`?model=scenes${hash}`, { demos: [manifest] })
  await screen.findByText('Choose a picture')
  async function give(file: File, index = 0): Promise<FakeRun<'image-segmentation'>> {
    await user.upload(screen.getByLabelText<HTMLInputElement>('Image'), file)
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'image-segmentation'>
  }
  return { engine, user, give }
}

async function openWith(result: ImageSegmentation, hash = '#contours=0&opacity=0.6') {
  const page = await open(hash)
  const run = await page.give(photo())
  run.finish(result)
  await screen.findByRole('img', { name: 'Mask' })
  return page
}

describe('image segmentation', () => {
  it('says what it does before anything was given', async () => {
    await open()
    expect(screen.getByText(/marks what is where/)).toBeTruthy()
    expect(screen.queryByRole('img', { name: 'Mask' })).toBeNull()
    expect(button('Copy JSON')).toHaveProperty('disabled', true)
  })

  it('lists the classes by the room that they take, and lays them over the picture', async () => {
    const { give } = await open('#contours=0&opacity=0.6')
    const run = await give(photo())
    expect(run.input).toEqual({ image: expect.objectContaining({ name: 'photo.jpg' }) })
    run.finish(buildSegmentation())
    await screen.findByRole('img', { name: 'Mask' })
    expect(rows()).toEqual([
      ['sky37.5 %', 'sky', '0.375'],
      ['road25.0 %', 'road', '0.25'],
      ['grass25.0 %', 'grass', '0.25'],
    ])
    expect(painted).toEqual([153, 153, 153, 0, 153, 153, 153, 153])
    expect(screen.getByRole('img', { name: 'Input image' })).toBeTruthy()
    expect(screen.getByText(/decode 2\.1 .* total 6\.5 ms/)).toBeTruthy()
    expect(said()).toContain('3 areas: sky 37.5 %, road 25.0 %, grass 25.0 %.')
  })

  it('shows the background too when asked, as the last of the list', async () => {
    const { user } = await openWith(buildSegmentation())
    await user.click(toggle('Background'))
    expect(rows().at(-1)).toEqual(['nothing12.5 %', 'nothing', '0.125'])
    expect(painted).toEqual([153, 153, 153, 153, 153, 153, 153, 153])
  })

  it('shows one class alone, and all again', async () => {
    const { user } = await openWith(buildSegmentation())
    await user.click(button(/^road/))
    await user.unhover(legend())
    expect(button(/^road/).getAttribute('aria-pressed')).toBe('true')
    expect(painted).toEqual([0, 0, 0, 0, 153, 153, 0, 0])
    await user.click(button('Show all'))
    expect(painted).toEqual([153, 153, 153, 0, 153, 153, 153, 153])
  })

  it('shows the class that the pointer is over, for as long as it is', async () => {
    const { user } = await openWith(buildSegmentation())
    await user.hover(button(/^sky/))
    expect(painted).toEqual([153, 153, 153, 0, 0, 0, 0, 0])
    await user.unhover(button(/^sky/))
    expect(painted).toEqual([153, 153, 153, 0, 153, 153, 153, 153])
  })

  it('works by keyboard alone', async () => {
    const { user } = await openWith(buildSegmentation())
    button(/^grass/).focus()
    await user.keyboard('{Enter}')
    expect(painted).toEqual([0, 0, 0, 0, 0, 0, 153, 153])
    await user.keyboard('{Enter}')
    act(() => button(/^grass/).blur())
    expect(painted).toEqual([153, 153, 153, 0, 153, 153, 153, 153])
    toggle('Contours').focus()
    await user.keyboard(' ')
    expect(painted).toContain(255)
  })

  it('changes the opacity without another run, and puts it into the address', async () => {
    const { engine } = await openWith(buildSegmentation())
    fireEvent.change(screen.getByRole('slider', { name: 'Opacity' }), { target: { value: '0.2' } })
    expect(painted).toEqual([51, 51, 51, 0, 51, 51, 51, 51])
    expect(engine.runs).toHaveLength(1)
    await waitFor(() => expect(window.location.hash).toContain('opacity=0.2'))
  })

  it('draws lines along the edges of the areas', async () => {
    await openWith(buildSegmentation(), '#contours=1&opacity=0')
    expect(painted).toEqual([255, 255, 255, 0, 255, 255, 255, 255])
  })

  it('lists things by their scores, numbers those of one class, and lays the surer one on top', async () => {
    const { user } = await openWith(buildInstances())
    expect(rows()).toEqual([
      ['person 190.0 % · 25.0 % of the picture', 'person', '0.9'],
      ['dog70.0 % · 12.5 % of the picture', 'dog', '0.7'],
      ['person 260.0 % · 12.5 % of the picture', 'person', '0.6'],
    ])
    await user.hover(button(/^person 2/))
    expect(painted).toEqual([0, 0, 153, 0, 0, 0, 0, 0])
  })

  it('moves the threshold of a single mask without another run', async () => {
    const { engine } = await openWith(buildMatte())
    expect(rows()).toEqual([['person50.0 %', 'person', '0.5']])
    const slider = screen.getByRole('slider', { name: 'Threshold' })
    fireEvent.change(slider, { target: { value: '0.3' } })
    expect(rows()).toEqual([['person75.0 %', 'person', '0.75']])
    expect(painted).toEqual([0, 153, 153, 153, 0, 153, 153, 153])
    expect(engine.runs).toHaveLength(1)
  })

  it('says so where nothing reaches the threshold', async () => {
    const mask = { kind: 'matte', alpha: new Uint8Array(8) } as const
    const result = buildSegmentation({ classes: ['person'], mask })
    await openWith(result)
    expect(screen.getByText('No part of this picture reaches the threshold.')).toBeTruthy()
    expect(rows()).toEqual([['person0.0 %', 'person', '0']])
    expect(screen.queryByRole('button', { name: /cut-out/ })).toBeNull()
    expect(said()).toContain('Nothing was found.')
  })

  it('says when the names do not fit the model', async () => {
    await openWith(
      buildSegmentation({ classes: ['class_0', 'class_1'], mismatch: { labels: 1, classes: 4 } }),
    )
    expect(screen.getByText(/names 1 class, the model has 4/)).toBeTruthy()
    expect(rows()[0]?.[1]).toBe('class_1')
  })

  it('copies what is listed as the serving examples give it', async () => {
    const { user } = await openWith(buildInstances())
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      predictions: [
        { class: 'person', prob: 0.9, area: 0.25 },
        { class: 'dog', prob: 0.7, area: 0.125 },
        { class: 'person', prob: 0.6, area: 0.125 },
      ],
    })
  })

  it('lets the latest picture win', async () => {
    const { give } = await open()
    const old = await give(photo('old.jpg'))
    const latest = await give(photo('new.jpg'), 1)
    expect(old.isAborted()).toBe(true)
    await act(async () => old.finish(buildInstances()))
    latest.finish(buildSegmentation())
    await screen.findByRole('img', { name: 'Mask' })
    expect(rows()[0]?.[1]).toBe('sky')
  })

  it('keeps the last good answer, its picture and its settings when a picture is bad', async () => {
    const { user, give } = await openWith(buildSegmentation())
    await user.click(button(/^road/))
    const run = await give(photo('broken.jpg'), 1)
    run.fail('image-corrupt', { name: 'broken.jpg', format: 'JPEG' })
    expect((await screen.findByRole('alert')).textContent).toMatch(/^Invalid image format/)
    expect(rows()[0]?.[1]).toBe('sky')
    expect(button(/^road/).getAttribute('aria-pressed')).toBe('true')
  })

  it('begins with nothing picked out in another picture', async () => {
    const { user, give } = await openWith(buildSegmentation())
    await user.click(button(/^road/))
    const run = await give(photo('next.jpg'), 1)
    run.finish(buildSegmentation())
    await waitFor(() => expect(button(/^road/).getAttribute('aria-pressed')).toBe('false'))
    expect(screen.queryByRole('button', { name: 'Show all' })).toBeNull()
  })

  it('ignores a shared look that will not do', async () => {
    await openWith(buildSegmentation(), '#opacity=7&contours=x')
    expect(screen.getByRole('slider', { name: 'Opacity' })).toHaveProperty('value', '0.55')
    expect(toggle('Contours')).toHaveProperty('checked', true)
  })
})
