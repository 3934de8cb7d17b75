import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { StrictMode } from 'react'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { followUpdates } from './service-worker.ts'
import { UpdatePrompt } from './update-prompt.tsx'

const script = 'https://example.org/assets/index-AAAAAAAA.js'

/** A service worker that knows some scripts. */
class FakeWorker extends EventTarget {
  state = 'installing'
  readonly messages: unknown[] = []
  readonly scripts: readonly string[]
  constructor(scripts: readonly string[]) {
    super()
    this.scripts = scripts
  }
  postMessage(message: { type: string; script?: string }, ports: readonly MessagePort[] = []) {
    this.messages.push(message.type)
    ports[0]?.postMessage(this.scripts.includes(message.script ?? ''))
  }
  become(state: string) {
    this.state = state
    this.dispatchEvent(new Event('statechange'))
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null
  waiting: FakeWorker | null = null
  installing: FakeWorker | null = null
  readonly update = vi.fn(async () => {})
  /** The browser has found another version and installed it. */
  install(worker: FakeWorker) {
    this.installing = worker
    this.dispatchEvent(new Event('updatefound'))
    this.installing = null
    this.waiting = worker
    worker.become('installed')
  }
}

describe('the prompt for a new version', () => {
  const reload = vi.fn()
  let registration = new FakeRegistration()

  beforeEach(() => {
    reload.mockClear()
    registration = new FakeRegistration()
    registration.active = new FakeWorker([script])
  })

  afterEach(cleanup)

  function renderPrompt() {
    const page = { document, location: { reload } as unknown as Location }
    const updates = followUpdates(
      registration as unknown as ServiceWorkerRegistration,
      script,
      page,
    )
    render(
      <StrictMode>
        <UpdatePrompt updates={Promise.resolve(updates)} />
      </StrictMode>,
    )
  }
  const button = () => screen.findByRole('button', { name: 'Reload' })
  const settled = () => new Promise((resolve) => setTimeout(resolve, 20))

  it('reloads only when it is pressed, and only once the new version has taken over', async () => {
    renderPrompt()
    const next = new FakeWorker([])
    registration.install(next)
    await userEvent.click(await button())
    expect(next.messages).toContain('take-over')
    expect(reload).not.toHaveBeenCalled()
    next.become('activated')
    expect(reload).toHaveBeenCalledOnce()
  })

  it('is there for a version that waited already', async () => {
    registration.waiting = new FakeWorker([])
    registration.waiting.state = 'installed'
    renderPrompt()
    expect(await button()).not.toBeNull()
  })

  it('is there for a version that was being installed already', async () => {
    const next = new FakeWorker([])
    registration.installing = next
    renderPrompt()
    registration.waiting = next
    next.become('installed')
    expect(await button()).not.toBeNull()
  })

  it('reloads at once when another tab has let the new version take over', async () => {
    renderPrompt()
    const next = new FakeWorker([])
    registration.install(next)
    const pressed = await button()
    next.become('activated')
    await userEvent.click(pressed)
    expect(reload).toHaveBeenCalledOnce()
    expect(next.messages).not.toContain('take-over')
  })

  it('does not come for the version that this page is of', async () => {
    renderPrompt()
    const next = new FakeWorker([script])
    registration.install(next)
    await waitFor(() => expect(next.messages).toContain('knows'))
    await settled()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('does not come with the first visit', async () => {
    registration.active = null
    renderPrompt()
    registration.install(new FakeWorker([]))
    await settled()
    expect(screen.queryByRole('button')).toBeNull()
  })

  it('goes when it is put off', async () => {
    renderPrompt()
    registration.install(new FakeWorker([]))
    await userEvent.click(await screen.findByRole('button', { name: 'Later' }))
    expect(screen.getByRole('status', { name: 'Update' }).textContent).toBe('')
  })
})
