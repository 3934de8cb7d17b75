import { screen, waitFor, within } from '@testing-library/react'
import { expect } from 'vitest'
import type { TextGenerationManifest } from '../protocol/manifest.ts'
import { buildGeneration, buildStep, buildStories } from './builders.ts'
import { FakeEngine, type FakeRun } from './fake-engine.ts'
import { renderApp } from './render-app.tsx'

type TextRun = FakeRun<'text-generation'>

/** The page of a model that talks, over a fake engine. `run` waits for a run to reach it, by its number. */
export async function openChat(
  address = '?model=stories',
  engine = new FakeEngine(),
  parts: Partial<TextGenerationManifest> = {},
) {
  // It comes when it is wanted; waiting for that is not what is tested here.
  await import('../app/text-modes.tsx')
  const demos = [buildStories({ chat: { path: 'tokenizer_config.json' }, ...parts })]
  const { user } = renderApp(address, { engine, demos })
  // React holds back what it had to wait for, and a busy machine makes that longer.
  await screen.findByRole('tab', { name: 'Chat' }, { timeout: 10_000 })
  async function run(index: number): Promise<TextRun> {
    await waitFor(() => expect(engine.runs.length).toBeGreaterThan(index))
    return engine.runs[index] as TextRun
  }
  async function say(text: string): Promise<void> {
    await user.type(message(), text)
    await user.keyboard('{Enter}')
  }
  return { engine, user, run, say }
}

/** A conversation of two answered turns. */
export async function openTalked() {
  const page = await openChat()
  await page.say('Hello')
  ;(await page.run(0)).finish(buildGeneration(['Hi', '.']))
  await waitFor(() => expect(turns()).toEqual(['You: Hello', 'Model: Hi.']))
  await page.say('Who are you?')
  ;(await page.run(1)).finish(buildGeneration(['A', ' model']))
  await waitFor(() => expect(turns()).toHaveLength(4))
  await screen.findByRole('button', { name: 'Regenerate' })
  return page
}

/** Lets a run write these pieces and waits until they are shown. */
export async function write(run: TextRun, pieces: readonly string[]): Promise<void> {
  pieces.forEach((piece, index) => run.step(buildStep(piece, index)))
  await waitFor(() => expect(log().textContent).toContain(pieces.join('').trim()))
}

export const message = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
export const log = () => screen.getByRole('log', { name: 'Conversation' })
export const button = (name: string) => screen.getByRole('button', { name })
export const speed = () => screen.getByRole('status', { name: 'Speed' }).textContent

/** Who said what, in order. */
export function turns(): string[] {
  return within(log())
    .queryAllByRole('listitem')
    .map((item) => {
      const who = within(item).getByRole('heading', { level: 3 }).textContent
      return `${who}: ${item.querySelector('p')?.textContent ?? ''}`
    })
}
