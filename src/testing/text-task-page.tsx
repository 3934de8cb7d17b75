import { screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import type { Manifest } from '../protocol/manifest.ts'
import { FakeEngine, type FakeRun } from './fake-engine.ts'
import { renderApp } from './render-app.tsx'

/** The page of one demo over a fake engine, once it stands. `run` waits for a run to reach the engine, by its number. */
export async function openTextTask<M extends Manifest>(
  manifest: M,
  { hash = '', engine = new FakeEngine() }: { hash?: string; engine?: FakeEngine } = {},
) {
  const { user } = renderApp(`?model=${manifest.id}${hash}`, { engine, demos: [manifest] })
  await screen.findByRole('region', { name: 'Output' })
  async function run(index: number): Promise<FakeRun<M['task']>> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<M['task']>
  }
  return { engine, user, run }
}

export const textbox = (name: string) => screen.getByRole<HTMLTextAreaElement>('textbox', { name })
export const output = () => screen.getByRole('region', { name: 'Output' })
export const button = (name: string) => screen.getByRole('button', { name })
export const speed = () => screen.getByRole('status', { name: 'Speed' }).textContent
/** What a screen reader is told of the answer. */
export const spoken = () =>
  [...output().querySelectorAll('[aria-live=polite].sr-only')].map((node) => node.textContent)

/** The rows of a list of predictions, as names and values. */
export const predictions = (name = 'Predictions') =>
  within(screen.getByRole('list', { name }))
    .getAllByRole('listitem')
    .map((item) => {
      const meter = within(item).getByRole('meter')
      return [meter.getAttribute('aria-label'), meter.getAttribute('aria-valuenow')]
    })

export const copied = async (): Promise<unknown> => JSON.parse(await navigator.clipboard.readText())
