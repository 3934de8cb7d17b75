import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { FakeEngine } from '../testing/fake-engine.ts'
import { renderApp } from '../testing/render-app.tsx'

const runtime = () => screen.getByRole('status', { name: 'Runtime' }).textContent

async function startLoading() {
  const engine = new FakeEngine({ loadsAtOnce: false })
  const { user } = renderApp('?model=stories', { engine })
  const bar = await screen.findByRole('progressbar', { name: 'Loading model' })
  const load = engine.loads[0]
  if (load === undefined) throw new Error('Nothing was loaded.')
  return { engine, user, bar, load }
}

describe('a model that loads', () => {
  it('begins by itself, once, and tells how far it is', async () => {
    const { engine, bar, load } = await startLoading()
    expect(engine.loads).toHaveLength(1)
    expect(runtime()).toBe('Starting…')
    expect(bar.getAttribute('aria-valuenow')).toBeNull()

    act(() => load.report({ stage: 'download', loadedBytes: 2_000_000, totalBytes: 3_300_000 }))
    expect(bar.getAttribute('aria-valuenow')).toBe('61')
    expect(screen.getByText(/2\.0 of 3\.3 MB/)).toBeTruthy()

    act(() => load.succeed())
    await waitFor(() => expect(runtime()).toBe('WASM · 2 threads · this browser has no WebGPU'))
    expect(screen.queryByRole('progressbar')).toBeNull()
  })

  it('says why nothing comes, and how much has come where the whole is not known', async () => {
    const { bar, load } = await startLoading()
    act(() => load.report({ stage: 'download', loadedBytes: 2_000_000, totalBytes: 0 }))
    expect(bar.getAttribute('aria-valuenow')).toBeNull()
    expect(screen.getByText(/2\.0 MB so far/)).toBeTruthy()
    const waiting = { for: 'retry', seconds: 8 } as const
    act(() => load.report({ stage: 'download', loadedBytes: 2e6, totalBytes: 0, waiting }))
    expect(screen.getByText(/trying again in 8 s/)).toBeTruthy()
  })

  it('says when it could not be kept, and where to make room', async () => {
    const { load } = await startLoading()
    load.succeed({ kept: { where: 'nowhere', why: 'storage-full' } })
    const link = await screen.findByRole('link', { name: 'See what is stored' })
    expect(link.getAttribute('href')).toBe('?view=storage')
    expect(link.parentElement?.textContent).toContain('the storage of this browser is full')
  })

  it('names WebGPU where it runs there', async () => {
    const { load } = await startLoading()
    load.succeed({ runtime: { provider: 'webgpu', reasons: [] } })
    await waitFor(() => expect(runtime()).toBe('WebGPU'))
  })

  it('can be cancelled, and loaded after all', async () => {
    const { engine, user, load } = await startLoading()
    await user.click(screen.getByRole('button', { name: 'Cancel' }))
    expect(load.isAborted()).toBe(true)
    expect(await screen.findByText('The model is not loaded.')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
    expect(runtime()).toBe('Not started')

    await user.click(await screen.findByRole('button', { name: 'Load model' }))
    expect(engine.loads).toHaveLength(2)
    engine.loads[1]?.succeed()
    await waitFor(() => expect(runtime()).toContain('WASM'))
  })

  it('says why it failed, and can be tried again', async () => {
    const { engine, user, load } = await startLoading()
    load.fail('file-unreachable', { path: 'model.onnx', status: 503 })
    expect((await screen.findByRole('alert')).textContent).toContain(
      'The model could not be downloaded.The server answered 503 for model.onnx.',
    )
    await user.click(screen.getByRole('button', { name: 'Try again' }))
    engine.loads[1]?.succeed()
    await waitFor(() => expect(runtime()).toContain('WASM'))
    expect(screen.queryByRole('alert')).toBeNull()
  })

  it('gives way to another demo and is dropped', async () => {
    const { engine, user, load } = await startLoading()
    await user.click(screen.getByRole('link', { name: 'What is in this picture?' }))
    await waitFor(() => expect(engine.loads).toHaveLength(2))
    expect(load.isAborted()).toBe(true)
    engine.loads[1]?.succeed()
    await waitFor(() => expect(runtime()).toContain('WASM'))
    expect(engine.closeCount).toBe(0)
  })
})

describe('a loaded model', () => {
  it('leaves its memory when the visitor leaves', async () => {
    const { engine, user } = renderApp('?model=stories')
    await waitFor(() => expect(runtime()).toContain('WASM'))
    expect(engine.closeCount).toBe(0)
    await user.click(screen.getByRole('link', { name: 'Vitrine' }))
    await waitFor(() => expect(engine.closeCount).toBe(1))
  })

  it('corrects the badge when it has been restarted elsewhere', async () => {
    const { engine } = renderApp('?model=stories')
    await waitFor(() => expect(runtime()).toContain('2 threads'))
    act(() => engine.reopen({ runtime: { threads: 1, reasons: ['gpu-lost', 'not-isolated'] } }))
    expect(runtime()).toBe(
      'WASM · 1 thread · the GPU was lost; no threads: the page is not cross-origin isolated',
    )
  })

  it('shows what the export is made of', async () => {
    const { user } = renderApp('?model=stories')
    await user.click(await screen.findByText('About this export'))
    await screen.findByText('vitrine.json says so')
    const main = screen.getByRole('main').textContent
    expect(main).toContain(`model.onnx · 3.3 MB · sha256 ${'ab'.repeat(32)}`)
    expect(main).toContain('tokenizer.json · 50 kB · not verified')
    expect(main).toContain('ready in 812 ms')
  })
})
