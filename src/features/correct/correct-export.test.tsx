import { cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { Manifest } from '../../protocol/manifest.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { buildPictures, buildStories } from '../../testing/builders.ts'
import { CorrectExport } from './correct-export.tsx'

async function openForm(
  manifest: Manifest,
  { corrections = {}, author = {} }: { corrections?: VitrineJson; author?: VitrineJson } = {},
) {
  const user = userEvent.setup({ delay: null })
  const onCorrect = vi.fn()
  const draw = (shown: Manifest) => (
    <StrictMode>
      <CorrectExport
        described={{ manifest: shown, models: [manifest.model], author }}
        corrections={corrections}
        onCorrect={onCorrect}
      />
    </StrictMode>
  )
  const { rerender } = render(draw(manifest))
  onTestFinished(cleanup)
  await user.click(screen.getByText('Correct what was detected'))
  await screen.findByRole('combobox', { name: 'Task' })
  return { user, onCorrect, describeAgain: (next: Manifest) => rerender(draw(next)) }
}

const field = (name: string) => screen.getByRole<HTMLInputElement>('textbox', { name })
const number = (name: string) => screen.getByRole<HTMLInputElement>('spinbutton', { name })
const choice = (name: string) => screen.getByRole('combobox', { name })
const button = (name: string) => screen.getByRole('button', { name })

/** What "Download vitrine.json" hands out, and under which name and type. */
async function download(press: () => Promise<void>) {
  let blob: Blob | undefined
  const create = vi.spyOn(URL, 'createObjectURL').mockImplementation((given) => {
    blob = given as Blob
    return 'blob:made'
  })
  const names: string[] = []
  const click = vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    names.push(this.download)
  })
  await press()
  create.mockRestore()
  click.mockRestore()
  return { name: names[0], type: blob?.type, json: JSON.parse((await blob?.text()) ?? 'null') }
}

describe('correcting an export', () => {
  it('shows what was detected, and marks what was guessed', async () => {
    await openForm(buildPictures({ guessed: ['preprocessing.mean', 'labels'] }))
    expect(number('Width').value).toBe('32')
    expect(field('Rescale by').value).toBe('1/255')
    expect(field('Labels').value).toBe('cat\ndog\nbird')
    const described = (element: HTMLElement) =>
      (element.getAttribute('aria-describedby') ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent)
    expect(described(field('Mean'))).toContain('guessed')
    expect(described(field('Labels'))).toContain('guessed')
    expect(described(field('Standard deviation'))).not.toContain('guessed')
    expect(button('Apply')).toHaveProperty('disabled', true)
  })

  it('applies what was changed, and nothing else', async () => {
    const { user, onCorrect } = await openForm(buildPictures(), {
      corrections: { preprocessing: { layout: 'NHWC' } },
    })
    await user.clear(field('Mean'))
    await user.type(field('Mean'), '0.485, 0.456, 0.406')
    await user.selectOptions(choice('Output holds'), 'Probabilities')
    await user.type(field('Labels'), '{Enter}ship')
    await user.click(button('Apply'))
    expect(onCorrect.mock.calls).toEqual([
      [
        {
          labels: ['cat', 'dog', 'bird', 'ship'],
          output: 'probabilities',
          preprocessing: { layout: 'NHWC', mean: [0.485, 0.456, 0.406] },
        },
      ],
    ])
  })

  it('keeps what was guessed beside it, which is one guess as a whole', async () => {
    const { preprocessing } = buildPictures()
    const { user, onCorrect } = await openForm(
      buildPictures({
        preprocessing: { ...preprocessing, resize: { mode: 'shorter-side', shorterSide: 36 } },
        guessed: [
          'task',
          'preprocessing.resize',
          'preprocessing.shorterSide',
          'preprocessing.mean',
          'preprocessing.std',
        ],
      }),
    )
    await user.clear(field('Standard deviation'))
    await user.type(field('Standard deviation'), '0.5')
    await user.click(button('Apply'))
    expect(onCorrect).toHaveBeenCalledWith({
      preprocessing: {
        resize: 'shorter-side',
        shorterSide: 36,
        mean: [...preprocessing.mean],
        std: [0.5, 0.5, 0.5],
      },
    })
  })

  it('can ask for a crop, and take one back', async () => {
    const first = await openForm(buildPictures())
    await first.user.selectOptions(choice('Resize'), 'shorter-side')
    await first.user.clear(number('Shorter side'))
    await first.user.type(number('Shorter side'), '36')
    await first.user.click(button('Apply'))
    expect(first.onCorrect).toHaveBeenCalledWith({
      preprocessing: { resize: 'shorter-side', shorterSide: 36 },
    })
    cleanup()

    const { preprocessing } = buildPictures()
    const cropped = { ...preprocessing, resize: { mode: 'shorter-side', shorterSide: 36 } as const }
    const second = await openForm(buildPictures({ preprocessing: cropped }), {
      corrections: { preprocessing: { resize: 'shorter-side', shorterSide: 36 } },
    })
    await second.user.selectOptions(choice('Resize'), 'exact')
    await second.user.click(button('Apply'))
    expect(second.onCorrect).toHaveBeenCalledWith({ preprocessing: { resize: 'exact' } })
  })

  it('says what is wrong below the field, goes to it, and applies nothing', async () => {
    const { user, onCorrect } = await openForm(buildPictures())
    await user.clear(number('Width'))
    await user.clear(field('Standard deviation'))
    await user.type(field('Standard deviation'), '1, 0, 1')
    expect(screen.getByText('It must be one number or three, above 0.')).toBeTruthy()
    await user.click(button('Apply'))
    expect(screen.getByRole('alert').textContent).toContain('2 fields will not do yet.')
    expect(document.activeElement).toBe(number('Width'))
    expect(onCorrect).not.toHaveBeenCalled()

    await user.type(number('Width'), '48')
    await user.clear(field('Standard deviation'))
    await user.type(field('Standard deviation'), '0.5')
    expect(screen.queryByRole('alert')).toBeNull()
    await user.click(button('Apply'))
    expect(onCorrect).toHaveBeenCalledWith({
      preprocessing: { width: 48, std: [0.5, 0.5, 0.5] },
    })
  })

  it('offers pictures for a model that was taken for plain tensors, by the shape of its input', async () => {
    const tensors: Manifest = {
      ...buildStories(),
      task: 'tensors',
      inputs: [{ name: 'x', type: 'float32', dims: ['n', 28, 28, 1], isTensor: true }],
      outputs: [],
    }
    const { user, onCorrect } = await openForm(tensors)
    expect(screen.queryByRole('spinbutton', { name: 'Width' })).toBeNull()
    await user.selectOptions(choice('Task'), 'Image classification')
    expect([number('Width').value, number('Height').value]).toEqual(['28', '28'])
    await user.click(button('Apply'))
    expect(onCorrect.mock.calls[0]?.[0]).toMatchObject({
      task: 'image-classification',
      preprocessing: { width: 28, height: 28, channels: 1, layout: 'NHWC', mean: [0], std: [1] },
    })
    expect(onCorrect.mock.calls[0]?.[0]).not.toHaveProperty('labels')
  })

  it('corrects a text model within what it can do', async () => {
    const { user, onCorrect } = await openForm(buildStories())
    await user.clear(number('Context length'))
    await user.type(number('Context length'), '32')
    expect(screen.getByText('It must be a whole number from 1 to the context length.')).toBeTruthy()
    await user.clear(number('Default max new tokens'))
    await user.type(number('Default max new tokens'), '16')
    await user.click(button('Apply'))
    expect(onCorrect).toHaveBeenCalledWith({ contextLength: 32, generation: { maxNewTokens: 16 } })
  })

  it('goes back to what was detected', async () => {
    const { user, onCorrect } = await openForm(buildPictures(), { corrections: { title: 'Mine' } })
    await user.click(button('Back to what was detected'))
    expect(onCorrect.mock.calls).toEqual([[{}]])
  })

  it('follows the next description of the same export', async () => {
    const { user, describeAgain } = await openForm(buildPictures())
    await user.type(field('Title'), ' Really?')
    describeAgain(buildPictures({ title: 'Another' }))
    expect(field('Title').value).toBe('Another')
  })

  it('takes labels from a file, and says when it holds none', async () => {
    const { user } = await openForm(buildPictures())
    const file = screen.getByLabelText('Labels from a file')
    await user.upload(file, new File(['["a", "b"]'], 'names.json', { type: 'application/json' }))
    await waitFor(() => expect(field('Labels').value).toBe('a\nb'))
    await user.upload(file, new File(['{}'], 'empty.json', { type: 'application/json' }))
    expect(await screen.findByText(/That file holds no names/)).toBeTruthy()
    expect(field('Labels').value).toBe('a\nb')
  })

  it('downloads what the author said, what was changed and what was guessed', async () => {
    const author = { licence: 'MIT', labels: 'names.txt', examples: [] } satisfies VitrineJson
    const { user } = await openForm(
      buildPictures({ guessed: ['preprocessing.mean', 'preprocessing.std', 'output'] }),
      { author },
    )
    await user.clear(field('Mean'))
    await user.type(field('Mean'), '0.5')
    const { name, type, json } = await download(() => user.click(button('Download vitrine.json')))
    expect({ name, type }).toEqual({ name: 'vitrine.json', type: 'application/json' })
    expect(json).toEqual({
      $schema: new URL('vitrine.schema.json', document.baseURI).href,
      licence: 'MIT',
      labels: 'names.txt',
      examples: [],
      output: 'logits',
      preprocessing: { mean: [0.5, 0.5, 0.5], std: [1, 1, 1] },
    })
  })

  it('does not settle that nothing was recognised', async () => {
    const manifest: Manifest = {
      ...buildStories({ guessed: ['task'] }),
      task: 'tensors',
      inputs: [],
      outputs: [],
    }
    const { user } = await openForm(manifest)
    const { json } = await download(() => user.click(button('Download vitrine.json')))
    expect(json).not.toHaveProperty('task')
  })

  it('shows labels as text, whatever they look like', async () => {
    const nasty = '</textarea><img src=x onerror="document.title=1">'
    const before = document.querySelectorAll('img').length
    await openForm(buildPictures({ labels: [nasty, 'two\nlines'], title: nasty }))
    expect(field('Labels').value).toBe(`${nasty}\ntwo lines`)
    expect(field('Title').value).toBe(nasty)
    expect(document.querySelectorAll('img')).toHaveLength(before)
    expect(within(document.body).queryByText('corrected')).toBeNull()
  })
})
