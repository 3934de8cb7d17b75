import { screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import type { FakeRun } from './fake-engine.ts'
import { renderApp } from './render-app.tsx'

/** The page of the classifier, and its runs in order. */
export async function openPictures(options: Parameters<typeof renderApp>[1] = {}) {
  const { engine, user } = renderApp('?model=pictures', options)
  await screen.findByText('Choose a picture')
  async function run(index: number): Promise<FakeRun<'image-classification'>> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as FakeRun<'image-classification'>
  }
  return { engine, user, run }
}

export const findButton = (name: string | RegExp) => screen.findByRole('button', { name })
export const alertText = async () => (await screen.findByRole('alert')).textContent
