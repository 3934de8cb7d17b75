import { act, screen } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { buildFillMask, buildGaps } from '../../testing/builders.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import {
  button,
  copied,
  openTextTask,
  output,
  predictions,
  spoken,
  textbox,
} from '../../testing/text-task-page.tsx'

const open = (options?: Parameters<typeof openTextTask>[1]) => openTextTask(buildGaps(), options)

const words = (...names: string[]) => names.map((name, i) => ({ class: name, prob: 0.5 / (i + 1) }))
const two = buildFillMask({ masks: [words('cat', 'dog'), words('mat', 'rug')] })

describe('fill-mask', () => {
  it('opens with an example that was computed beforehand', async () => {
    await open({ engine: new FakeEngine({ loadsAtOnce: false }) })
    expect(textbox('Text').value).toBe('Paris is the [MASK] of France.')
    expect(output().textContent).toContain('Paris is the capital of France.')
    expect(predictions()).toEqual([
      ['capital', '0.99'],
      ['heart', '0.002'],
    ])
  })

  it('fills the gap with the most probable word', async () => {
    const { user, run } = await open()
    await user.clear(textbox('Text'))
    await user.type(textbox('Text'), 'The [[MASK] of attention')
    await user.click(button('Fill in'))
    const first = await run(0)
    expect(first.input.text).toBe('The [MASK] of attention')
    await act(async () => first.finish(buildFillMask({ masks: [words('centre', 'focus')] })))
    expect(output().textContent).toContain('The centre of attention')
    expect(predictions()).toEqual([
      ['centre', '0.5'],
      ['focus', '0.25'],
    ])
    expect(spoken()).toContain('centre, 50.0 %.')
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({ predictions: words('centre', 'focus') })
  })

  it('answers for each gap apart', async () => {
    const { user, run } = await open()
    await user.click(button('Two gaps'))
    const first = await run(0)
    await act(async () => first.finish(two))
    expect(output().textContent).toContain('The cat sat on the mat.')
    expect(predictions('Predictions for gap 1').map(([name]) => name)).toEqual(['cat', 'dog'])
    expect(predictions('Predictions for gap 2').map(([name]) => name)).toEqual(['mat', 'rug'])
    expect(spoken()).toContain('cat, 50.0 %; mat, 50.0 %.')
    await user.click(button('Copy JSON'))
    expect(await copied()).toEqual({ masks: [words('cat', 'dog'), words('mat', 'rug')] })
  })

  it('leaves a gap open that the model did not read', async () => {
    const { user, run } = await open()
    await user.click(button('Two gaps'))
    const first = await run(0)
    const cut = { masks: [words('cat')], tokens: { read: 4, cut: 6 } }
    await act(async () => first.finish(buildFillMask(cut)))
    expect(output().textContent).toContain('The cat sat on the [MASK].')
    expect(output().textContent).toContain('4 of 10 tokens read, 6 cut.')
  })

  it('puts the mask where the caret stands, and the caret behind it', async () => {
    const { user } = await open()
    await user.clear(textbox('Text'))
    await user.type(textbox('Text'), 'Rome is of Italy.')
    textbox('Text').setSelectionRange(7, 7)
    await user.click(button('Insert [MASK]'))
    expect(textbox('Text').value).toBe('Rome is [MASK] of Italy.')
    expect(document.activeElement).toBe(textbox('Text'))
    expect(textbox('Text').selectionStart).toBe(14)
  })

  it('says that there is no gap', async () => {
    const { user, run } = await open()
    await user.click(button('Fill in'))
    const first = await run(0)
    await act(async () => first.fail('mask-missing', { mask: '[MASK]' }))
    expect(screen.getByRole('alert').textContent).toBe(
      'There is no gap to fill.The text has no [MASK] in it. Put [MASK] where a word is missing.',
    )
  })

  it('keeps the text in the address and takes it from there', async () => {
    const { user, run } = await open({ hash: '#text=A+%5BMASK%5D+day.' })
    expect(textbox('Text').value).toBe('A [MASK] day.')
    textbox('Text').focus()
    await user.keyboard('{End}{Shift>}{Enter}{/Shift}{Enter}')
    expect((await run(0)).input.text).toBe('A [MASK] day.\n')
    expect(new URLSearchParams(window.location.hash.slice(1)).get('text')).toBe('A [MASK] day.\n')
  })
})
