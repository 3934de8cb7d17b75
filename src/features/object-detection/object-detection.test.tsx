import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { buildDetection } from '../../testing/detection-builders.ts'
import {
  button,
  drag,
  drawn,
  items,
  listed,
  open,
  openStreet,
  photo,
  said,
  slider,
  street,
} from '../../testing/detection-page.ts'

describe('object detection', () => {
  it('says what it takes before anything was given', async () => {
    await open()
    expect(screen.getByText(/lists what it finds/)).toBeTruthy()
    expect(screen.queryByRole('img', { name: 'Detections' })).toBeNull()
    expect(button('Copy JSON')).toHaveProperty('disabled', true)
  })

  it('lists what was found, best first, and draws it where it is', async () => {
    await openStreet()
    expect(listed()).toEqual(street)
    // Per cent of 640 × 480; the largest is drawn first, so that the small ones can be reached.
    expect(drawn()).toEqual([
      [15.625, 20.833333333333336, 15.625, 62.5],
      [70.3125, 20.833333333333336, 15.625, 62.5],
      [46.875, 52.083333333333336, 15.625, 20.833333333333336],
    ])
    expect(screen.getByText('3 things')).toBeTruthy()
    expect(said()).toContain('3 things: 2 persons, 1 dog.')
  })

  it('writes name and certainty at the boxes', async () => {
    await openStreet()
    const labels = screen.getByRole('img', { name: 'Detections' }).querySelectorAll('text')
    expect([...labels].map(({ textContent }) => textContent)).toEqual([
      'person 90 %',
      'dog 70 %',
      'person 50 %',
    ])
  })

  it('lets the sliders act without another run', async () => {
    const { engine } = await openStreet()
    drag('Confidence', 0.6)
    await waitFor(() => expect(listed()).toEqual(street.slice(0, 2)))
    expect(drawn()).toHaveLength(2)
    drag('Confidence', 0.05)
    await waitFor(() => expect(listed().at(-1)).toEqual(['car', '0.1']))
    drag('Overlap (IoU)', 0.95)
    await waitFor(() => expect(items()).toHaveLength(5))
    expect(engine.runs).toHaveLength(1)
  })

  it('puts the sliders into the address, and takes them from there', async () => {
    const { give } = await open('#confidence=0.6&iou=0.92')
    expect(slider('Confidence').value).toBe('0.6')
    expect(slider('Overlap (IoU)').value).toBe('0.92')
    ;(await give(photo())).finish(buildDetection())
    await waitFor(() => expect(items()).toHaveLength(3))
    expect(window.location.hash).toBe('#confidence=0.6&iou=0.92')
    drag('Confidence', 0.75)
    await waitFor(() => expect(window.location.hash).toBe('#confidence=0.75&iou=0.92'))
  })

  it.each(['#confidence=7&iou=x', '#confidence=&iou=-1', ''])(
    'begins as the export wants it where the address says %s',
    async (hash) => {
      await open(hash)
      expect(slider('Confidence').value).toBe('0.25')
      expect(slider('Overlap (IoU)').value).toBe('0.45')
    },
  )

  it('has no slider for overlaps where the graph gives each thing once', async () => {
    const { give } = await open()
    expect(slider('Overlap (IoU)')).toBeTruthy()
    ;(await give(photo())).finish(buildDetection({ suppressed: true }))
    await waitFor(() => expect(items()).toHaveLength(4))
    expect(screen.queryByRole('slider', { name: 'Overlap (IoU)' })).toBeNull()
    expect(window.location.hash).toContain('confidence')
  })

  it('says what was least unsure where nothing is certain enough, and offers to show it', async () => {
    const { user } = await openStreet('#confidence=0.95')
    expect(screen.getByText(/The most certain was “person” with 90\.0 %/)).toBeTruthy()
    expect(said()).toContain('Nothing found.')
    await user.click(button(/^Lower it to 89/))
    await waitFor(() => expect(listed()).toEqual([['person', '0.9']]))
  })

  it('says so where there is nothing at all', async () => {
    await openStreet('', buildDetection({ boxes: [] }))
    expect(
      screen.getByText(/Nothing found, not even with little confidence/).textContent,
    ).toContain('such as person, dog, car')
    expect(items()).toHaveLength(0)
  })

  it('shows one class alone when it is asked to', async () => {
    const { user } = await openStreet()
    await user.click(button('dog 1'))
    expect(listed()).toEqual([['dog', '0.7']])
    expect(drawn()).toHaveLength(1)
    await user.click(button('dog 1'))
    expect(listed()).toEqual(street)
  })

  it('says when names and classes do not go together', async () => {
    const mismatch = { labels: 2, classes: 3 }
    await openStreet('', buildDetection({ mismatch, classes: ['class_0', 'class_1', 'class_2'] }))
    expect(screen.getByRole('note').textContent).toContain('names 2 classes, but the model has 3')
    expect(said()).toContain('2 × class_0')
  })
})

describe('another picture', () => {
  it('has no boxes of the last one, nor what was picked on it', async () => {
    const { user, give } = await openStreet()
    await user.click(within(items()[0]!).getByRole('button'))
    const next = await give(photo('next.jpg'), 1)
    // Until there is an answer, the old picture stays with its own boxes.
    expect(listed()).toEqual(street)
    const corners = [0, 0, 64, 48] as const
    next.finish(buildDetection({ boxes: [{ class: 2, score: 0.6, corners }] }))
    await waitFor(() => expect(listed()).toEqual([['car', '0.6']]))
    expect(drawn()).toEqual([[0, 0, 10, 10]])
    expect(within(items()[0]!).getByRole('button').getAttribute('aria-pressed')).toBe('false')
  })

  it('that cannot be read leaves the last good one', async () => {
    const { give } = await openStreet()
    const broken = await give(photo('broken.jpg'), 1)
    broken.fail('image-corrupt', { name: 'broken.jpg', format: 'JPEG' })
    expect((await screen.findByRole('alert')).textContent).toContain('Invalid image format')
    expect(listed()).toEqual(street)
    expect(drawn()).toHaveLength(3)
  })

  it('wins over one that is still looked at', async () => {
    const { give } = await open()
    const old = await give(photo('old.jpg'))
    const latest = await give(photo('latest.jpg'), 1)
    expect(old.isAborted()).toBe(true)
    latest.finish(buildDetection())
    await waitFor(() => expect(listed()).toEqual(street))
  })
})

describe('what can be taken along', () => {
  it('is copied as JSON with boxes in pixels', async () => {
    const { user } = await openStreet('#confidence=0.6')
    await user.click(button('Copy JSON'))
    expect(JSON.parse(await navigator.clipboard.readText())).toEqual({
      predictions: [
        { class: 'person', prob: 0.9, box: { left: 100, top: 100, right: 200, bottom: 400 } },
        { class: 'dog', prob: 0.7, box: { left: 300, top: 250, right: 400, bottom: 350 } },
      ],
    })
  })

  it('is saved under the name of the picture', async () => {
    const saved: { name: string; blob: Promise<string> }[] = []
    let blob = Promise.resolve('')
    vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
      blob = (given as Blob).text()
      return 'blob:saved'
    })
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push({ name: this.download, blob })
    })
    const { user } = await openStreet()
    await user.click(button('Download JSON'))
    await user.click(button('Download COCO'))
    vi.restoreAllMocks()
    expect(saved.map(({ name }) => name)).toEqual(['street-detections.json', 'street-coco.json'])
    expect(JSON.parse(await saved[1]!.blob)[1]).toEqual({
      image_id: 'street',
      category_id: 2,
      bbox: [300, 250, 100, 100],
      score: 0.7,
    })
  })

  it('is missed with a sentence where the picture cannot be drawn', async () => {
    const { user } = await openStreet()
    await user.click(button('Download PNG'))
    expect((await screen.findByRole('alert')).textContent).toContain('could not be drawn')
    expect(listed()).toEqual(street)
  })
})
