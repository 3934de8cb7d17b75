/** The page of detection, as tests open and read it. */
import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import { buildDetection, buildDetector } from './detection-builders.ts'
import type { FakeRun } from './fake-engine.ts'
import { renderApp } from './render-app.tsx'

export const button = (name: string | RegExp) => screen.getByRole('button', { name })
export const slider = (name: string) => screen.getByRole<HTMLInputElement>('slider', { name })
export const drag = (name: string, value: number) =>
  fireEvent.change(slider(name), { target: { value: String(value) } })
export const photo = (name = 'photo.jpg') => new File(['bytes'], name, { type: 'image/jpeg' })
export const items = () =>
  within(screen.getByRole('list', { name: 'Predictions' })).queryAllByRole('listitem')
export const listed = () =>
  items().map((item) => {
    const meter = within(item).getByRole('meter')
    return [meter.getAttribute('aria-label'), meter.getAttribute('aria-valuenow')]
  })
export const drawn = () =>
  [...screen.getByRole('img', { name: 'Detections' }).querySelectorAll('rect[class]')].map((box) =>
    ['x', 'y', 'width', 'height'].map((name) => Number.parseFloat(box.getAttribute(name) ?? '')),
  )
export const said = () =>
  [...document.querySelectorAll('[aria-live=polite]')].map((each) => each.textContent).join('|')

export const street = [
  ['person', '0.9'],
  ['dog', '0.7'],
  ['person', '0.5'],
]

export async function open(hash = '', manifest = buildDetector()) {
  const { engine, user } = renderApp(`?model=street${hash}`, { demos: [manifest] })
  await screen.findByText('Choose a picture')
  async function give(file: File, index = 0): Promise<FakeRun<'object-detection'>> {
    await user.upload(screen.getByLabelText<HTMLInputElement>('Image'), file)
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'object-detection'>
  }
  return { engine, user, give }
}

export async function openStreet(hash = '', result = buildDetection()) {
  const page = await open(hash)
  const run = await page.give(photo('street.jpg'))
  run.finish(result)
  await screen.findByRole('img', { name: 'Detections' })
  return page
}
