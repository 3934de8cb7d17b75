import { act, screen } from '@testing-library/react'
import type { TableRow } from '../protocol/table-tasks.ts'
import { FakeEngine } from './fake-engine.ts'
import { buildPenguins, buildRows, rowsIn } from './table-builders.ts'
import { openTextTask } from './text-task-page.tsx'

type Options = Parameters<typeof openTextTask>[1]

/** The page of a model of tables, over a fake engine. `rowOf` waits for the row of a run, by its number. */
export async function openTable(
  options?: Options,
  manifest: Parameters<typeof openTextTask>[0] = buildPenguins(),
) {
  // It comes when it is wanted; waiting for that is not what is tested here.
  await import('../app/table-modes.tsx')
  const page = await openTextTask(manifest, options)
  const rowOf = async (index: number): Promise<TableRow> =>
    rowsIn((await page.run(index)).input as never)[0]!
  const answer = async (index: number, rows = buildRows()) => {
    const run = await page.run(index)
    await act(async () => run.finish(rows))
  }
  return { ...page, rowOf, answer }
}

export const waiting = () => ({ engine: new FakeEngine({ loadsAtOnce: false }) })
export const field = (name: string) => screen.getByLabelText<HTMLInputElement>(name)
export const describedBy = (element: HTMLElement) =>
  (element.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .map((id) => document.getElementById(id)?.textContent)
export const adelie = [
  ['Adelie', '0.77'],
  ['Chinstrap', '0.2'],
  ['Gentoo', '0.03'],
]
export const beforehand = [
  ['Gentoo', '0.987'],
  ['Adelie', '0.009'],
  ['Chinstrap', '0.004'],
]

export async function retype(
  user: Awaited<ReturnType<typeof openTable>>['user'],
  name: string,
  text: string,
) {
  await user.clear(field(name))
  await user.type(field(name), text)
}
