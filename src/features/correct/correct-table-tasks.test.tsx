import { cleanup, render, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Manifest } from '../../protocol/manifest.ts'
import { buildStories } from '../../testing/builders.ts'
import { buildPenguins } from '../../testing/table-builders.ts'
import { CorrectExport } from './correct-export.tsx'

async function openForm(manifest: Manifest) {
  const user = userEvent.setup({ delay: null })
  const onCorrect = vi.fn()
  render(
    <StrictMode>
      <CorrectExport
        described={{ manifest, models: [manifest.model], author: {} }}
        corrections={{}}
        onCorrect={onCorrect}
      />
    </StrictMode>,
  )
  onTestFinished(cleanup)
  await user.click(screen.getByText('Correct what was detected'))
  await screen.findByRole('combobox', { name: 'Task' })
  return { user, onCorrect, apply: () => user.click(screen.getByRole('button', { name: 'Apply' })) }
}

const feature = (number: number) => within(screen.getByRole('group', { name: `Feature ${number}` }))

describe('correcting a model of tables', () => {
  const features: Extract<Manifest, { features: unknown }>['features'] = [
    { name: 'feature_0', kind: 'number', mayBeMissing: true },
    { name: 'feature_1', kind: 'number' },
  ]
  const manifest = buildPenguins({ features, guessed: ['features'], labels: ['0', '1'] })

  it('names its columns, says what can stand in them, and what the classes are called', async () => {
    const { user, onCorrect, apply } = await openForm({ ...manifest, modelVersion: '1' })
    const name = feature(1).getByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'length')
    await user.type(feature(1).getByRole('textbox', { name: 'Unit' }), 'mm')
    await user.type(feature(1).getByRole('spinbutton', { name: 'Least' }), '30')
    await user.type(feature(1).getByRole('spinbutton', { name: 'Most' }), '60.5')
    await user.type(feature(1).getByRole('spinbutton', { name: 'Step' }), '0.1')
    await user.type(feature(1).getByRole('spinbutton', { name: 'At first' }), '44')
    await user.selectOptions(
      feature(2).getByRole('combobox', { name: 'What it is' }),
      'One of a few',
    )
    await user.type(
      feature(2).getByRole('textbox', { name: 'Choices, one a line' }),
      'Biscoe{Enter}Dream',
    )
    await user.type(feature(2).getByRole('textbox', { name: 'Shown as' }), 'Island')
    const labels = screen.getByRole('textbox', { name: 'Labels' })
    await user.clear(labels)
    await user.type(labels, 'Adelie{Enter}Gentoo')
    await user.type(screen.getByRole('textbox', { name: 'Model version' }), '.2')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({
      features: [
        {
          name: 'length',
          kind: 'number',
          unit: 'mm',
          min: 30,
          max: 60.5,
          step: 0.1,
          default: 44,
          mayBeMissing: true,
        },
        { name: 'feature_1', kind: 'choice', title: 'Island', choices: ['Biscoe', 'Dream'] },
      ],
      labels: ['Adelie', 'Gentoo'],
      modelVersion: '1.2',
    })
  })

  it('adds and removes columns', async () => {
    const { user, onCorrect, apply } = await openForm(manifest)
    await user.click(screen.getByRole('button', { name: 'Add a feature' }))
    await user.click(screen.getByRole('button', { name: 'Remove feature 1' }))
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({
      features: [
        { name: 'feature_1', kind: 'number' },
        { name: 'feature_2', kind: 'number' },
      ],
    })
  })

  it('says of each field what will not do', async () => {
    const { user, onCorrect, apply } = await openForm(manifest)
    const name = feature(1).getByRole('textbox', { name: 'Name' })
    await user.clear(name)
    await user.type(name, 'feature_1')
    await user.type(feature(1).getByRole('spinbutton', { name: 'Least' }), '5')
    await user.type(feature(1).getByRole('spinbutton', { name: 'Most' }), '1')
    await user.selectOptions(
      feature(2).getByRole('combobox', { name: 'What it is' }),
      'One of a few',
    )
    await apply()
    expect(screen.getByText('Another feature is called that.')).toBeTruthy()
    expect(screen.getByText('It must not be below the least.')).toBeTruthy()
    expect(screen.getByText('It needs what can be chosen, one a line.')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('3 fields will not do yet.')
    expect(onCorrect).not.toHaveBeenCalled()
  })

  it('shows twelve columns of many, and all where one will not do', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({
      name: `c${index}`,
      kind: 'number' as const,
    }))
    const { user } = await openForm(buildPenguins({ features: many }))
    expect(screen.getAllByRole('group', { name: /^Feature/ })).toHaveLength(12)
    await user.click(screen.getByRole('button', { name: 'Show 18 more features' }))
    expect(screen.getAllByRole('group', { name: /^Feature/ })).toHaveLength(30)
  })

  it('is offered for what was taken for plain tensors, with as many columns as the graph takes', async () => {
    const tensors: Manifest = { ...buildStories(), task: 'tensors', inputs: [], outputs: [] }
    const { user, onCorrect, apply } = await openForm(tensors)
    await user.selectOptions(screen.getByRole('combobox', { name: 'Task' }), 'Table rows: a class')
    expect(screen.getByText('None yet: as many as the graph takes.')).toBeTruthy()
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ task: 'tabular-classification' })
  })
})
