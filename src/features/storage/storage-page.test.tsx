import { screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import { VitrineError } from '../../protocol/errors.ts'
import type { StoredFile, StoreReport } from '../../protocol/stored.ts'
import { FakeEngine } from '../../testing/fake-engine.ts'
import { renderPart } from '../../testing/render-part.tsx'
import { StoragePage } from './storage-page.tsx'

async function openStorage(report: Partial<StoreReport>) {
  const engine = new FakeEngine()
  engine.store = { ...engine.store, ...report }
  const forget = vi.spyOn(engine, 'forget')
  const { user } = renderPart(engine, <StoragePage />)
  await screen.findByRole('heading', { level: 1, name: 'Stored models' })
  return { engine, user, forget }
}

function buildFile(parts: Partial<StoredFile>): StoredFile {
  return {
    key: 'model',
    url: `${window.location.origin}/models/stories/model.onnx`,
    path: 'model.onnx',
    title: 'A story, word by word',
    sizeBytes: 3_300_000,
    verified: true,
    keptIn: 'opfs',
    savedAtMs: Date.now(),
    lastUsedAtMs: Date.now(),
    ...parts,
  }
}

const two = [
  buildFile({ key: 'tokenizer', path: 'tokenizer.json', sizeBytes: 50_000 }),
  buildFile({ key: 'model' }),
]
const files = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent)

describe('the list of stored models', () => {
  it('says that nothing is stored yet', async () => {
    await openStorage({})
    expect(await screen.findByText(/Nothing is stored yet/)).toBeTruthy()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('names what is stored, by demo, with size, state, last use and origin', async () => {
    await openStorage({
      files: [
        ...two,
        buildFile({
          key: 'other',
          title: 'A classifier',
          url: 'https://example.org/a/model.onnx',
          verified: false,
          keptIn: 'cache',
          lastUsedAtMs: Date.now() - 3 * 86_400_000,
        }),
      ],
    })
    expect(await screen.findByText('6.7 MB')).toBeTruthy()
    expect(screen.getAllByRole('heading', { level: 2 }).map((h) => h.textContent)).toEqual([
      'A story, word by word',
      'A classifier',
    ])
    const [model, tokenizer, other] = files()
    expect(model).toContain('model.onnx3.3 MBverified · used today')
    expect(tokenizer).toContain('tokenizer.json50 kB')
    expect(other).toContain('not verified · used 3 days ago · in the browser’s cache')
    expect(other).toContain('from example.org')
    expect(model).not.toContain('from ')
  })

  it('removes one file, says so, and keeps the focus on the page', async () => {
    const { user, forget } = await openStorage({ files: two })
    await user.click(await screen.findByRole('button', { name: 'Remove model.onnx' }))
    await waitFor(() => expect(files()).toHaveLength(1))
    expect(forget.mock.calls).toEqual([[['model']]])
    expect(screen.getByText('model.onnx is removed.')).toBeTruthy()
    expect(document.activeElement?.textContent).toContain('50 kB in 1 file')
  })

  it('removes everything only after a second yes', async () => {
    const { user, forget } = await openStorage({ files: two })
    await user.click(await screen.findByRole('button', { name: 'Remove all' }))
    const question = screen.getByRole('group', { name: 'Remove all stored models' })
    expect(question.textContent).toContain('Remove all 2 files, 3.4 MB?')
    expect(document.activeElement).toBe(within(question).getByRole('button', { name: 'Keep them' }))
    await user.keyboard('{Escape}')
    expect(forget).not.toHaveBeenCalled()
    await waitFor(() =>
      expect(document.activeElement).toBe(screen.getByRole('button', { name: 'Remove all' })),
    )

    await user.click(screen.getByRole('button', { name: 'Remove all' }))
    await user.click(screen.getByRole('button', { name: 'Yes, remove all' }))
    expect(await screen.findByText(/Nothing is stored yet/)).toBeTruthy()
    expect(forget.mock.calls).toEqual([[['tokenizer', 'model']]])
  })

  it('names downloads that were cut, and removes them', async () => {
    const { user, forget } = await openStorage({ partialBytes: 1_200_000 })
    expect(await screen.findByText('1.2 MB')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Remove unfinished downloads' }))
    await waitFor(() => expect(forget.mock.calls).toEqual([[[]]]))
  })

  it('says when the browser lets it keep nothing', async () => {
    await openStorage({ keptIn: 'memory' })
    expect(await screen.findByText(/lets it keep nothing/)).toBeTruthy()
  })

  it('says why something could not be removed, and keeps it in the list', async () => {
    const { user, engine } = await openStorage({ files: two })
    engine.forget = () => Promise.reject(new VitrineError('worker-died'))
    await user.click(await screen.findByRole('button', { name: 'Remove model.onnx' }))
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The model stopped unexpectedly.',
    )
    expect(files()).toHaveLength(2)
  })

  it('shows names as text, whatever they look like', async () => {
    const nasty = '<img src=x onerror="document.title=1">'
    const before = document.querySelectorAll('img').length
    await openStorage({ files: [buildFile({ title: nasty, path: nasty, url: 'javascript:1' })] })
    expect(await screen.findByRole('heading', { name: nasty })).toBeTruthy()
    expect(screen.getByRole('button', { name: `Remove ${nasty}` })).toBeTruthy()
    expect(document.querySelectorAll('img')).toHaveLength(before)
  })
})
