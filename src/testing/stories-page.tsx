import { screen, waitFor } from '@testing-library/react'
import { expect } from 'vitest'
import { buildStep } from './builders.ts'
import { FakeEngine, type FakeRun } from './fake-engine.ts'
import { renderApp } from './render-app.tsx'

type TextRun = FakeRun<'text-generation'>

/** The page of the stories, over a fake engine. `run` and `input` wait for a run to reach it, by its number. */
export async function openStories(address = '?model=stories', engine = new FakeEngine()) {
  // It comes when it is wanted; waiting for that is not what is tested here.
  await import('../app/text-demo.tsx')
  const { user } = renderApp(address, { engine })
  await screen.findByRole('textbox', { name: 'Prompt' })
  async function run(index: number): Promise<TextRun> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as TextRun
  }
  const input = async (index: number) => (await run(index)).input
  return { engine, user, run, input }
}

/** Lets a run write these pieces and waits until they are shown. */
export async function write(run: TextRun, pieces: readonly string[]): Promise<void> {
  pieces.forEach((piece, index) => run.step(buildStep(piece, index)))
  await waitFor(() => expect(output().textContent).toContain(pieces.join('')))
}

export const output = () => screen.getByRole('region', { name: 'Output' })
export const button = (name: string) => screen.getByRole('button', { name })
