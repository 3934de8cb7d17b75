import { screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import type { TableInput } from '../protocol/table-tasks.ts'
import { buildPenguins } from '../testing/table-builders.ts'
import { openTextTask } from '../testing/text-task-page.tsx'

const tab = (name: string) => screen.getByRole('tab', { name })
const bill = () => screen.getByRole<HTMLInputElement>('spinbutton', { name: 'bill_length_mm' })

async function open() {
  // They come when they are wanted; waiting for that is not what is tested here.
  await Promise.all([import('./table-modes.tsx'), import('../features/table-rows/table-rows.tsx')])
  return openTextTask(buildPenguins())
}

describe('one row, or a file of them', () => {
  it('gives a file to the page of files, and keeps the row', async () => {
    const { engine, user } = await open()
    await user.clear(bill())
    await user.type(bill(), '51')
    await waitFor(() => expect(engine.runs).toHaveLength(1))
    const file = new File(['island\nBiscoe\n'], 'birds.csv', { type: 'text/csv' })
    await user.upload(screen.getByLabelText('CSV file'), file)
    expect(tab('File of rows').getAttribute('aria-selected')).toBe('true')
    await waitFor(() =>
      expect(engine.runs.map((run) => (run.input as TableInput).kind)).toContain('look'),
    )
    expect(screen.getAllByLabelText('CSV file')).toHaveLength(1)
    expect(window.location.hash).toMatch(/^#features=.*&mode=file$/)
    await user.click(tab('One row'))
    expect(bill().value).toBe('51')
    expect(window.location.hash).not.toContain('mode=')
  })
})
