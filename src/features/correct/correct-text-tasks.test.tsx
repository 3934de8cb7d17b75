import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Manifest } from '../../protocol/manifest.ts'
import { buildGaps, buildMeanings, buildReviews, buildStories } from '../../testing/builders.ts'
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

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const number = (name: string) => screen.getByRole<HTMLInputElement>('spinbutton', { name })
const choice = (name: string) => screen.getByRole<HTMLSelectElement>('combobox', { name })

describe('correcting a model that reads a text as a whole', () => {
  it('changes what the classes of a text are called and how they are scored', async () => {
    const manifest = buildReviews({ guessed: ['scores'], labels: ['bad', 'good'], maxTokens: 512 })
    const { user, onCorrect, apply } = await openForm(manifest)
    expect(choice('What holds').value).toBe('softmax')
    await user.selectOptions(choice('What holds'), 'Each by itself (sigmoid)')
    await user.type(field('Labels'), '{Enter}fair')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ labels: ['bad', 'good', 'fair'], scores: 'sigmoid' })
  })

  it('changes the mask and how much is read, and says when they will not do', async () => {
    const { user, onCorrect, apply } = await openForm(buildGaps({ maskToken: '[MASK]' }))
    await user.clear(field('Mask'))
    await user.clear(number('Max tokens'))
    await apply()
    expect(screen.getByText('It must be as the tokenizer spells it.')).toBeTruthy()
    expect(screen.getByText('It must be a whole number of tokens, 1 or more.')).toBeTruthy()
    expect(onCorrect).not.toHaveBeenCalled()

    await user.type(field('Mask'), '<mask>')
    await user.type(number('Max tokens'), '64')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ maskToken: '<mask>', maxTokens: 64 })
  })

  it('changes how the vectors of tokens become one', async () => {
    const manifest = buildMeanings({ pooling: 'mean', normalize: false, guessed: ['pooling'] })
    const { user, onCorrect, apply } = await openForm(manifest)
    await user.selectOptions(choice('A text’s vector'), 'Its first token’s')
    await user.selectOptions(choice('Its length'), 'Scaled to 1')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({ pooling: 'first', normalize: true })
  })

  it('offers these tasks for a model that was taken for plain tensors', async () => {
    const tensors: Manifest = { ...buildStories(), task: 'tensors', inputs: [], outputs: [] }
    const { user, onCorrect, apply } = await openForm(tensors)
    await user.selectOptions(choice('Task'), 'Text classification')
    await apply()
    expect(onCorrect).toHaveBeenCalledWith({
      task: 'text-classification',
      maxTokens: 512,
      scores: 'softmax',
    })
  })
})
