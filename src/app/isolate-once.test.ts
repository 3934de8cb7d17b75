import { describe, expect, it, vi } from 'vitest'
import { isolateOnce, type Surroundings } from './isolate-once.ts'

/** A tab on a host without headers; `govern` is when its service worker takes over. */
function openTab(parts: Partial<Surroundings> = {}, controller: object | null = null) {
  const kept = new Map<string, string>()
  const serviceWorker = Object.assign(new EventTarget(), { controller })
  const reload = vi.fn()
  const page = {
    crossOriginIsolated: false,
    navigator: { hardwareConcurrency: 8, serviceWorker },
    sessionStorage: {
      getItem: (name: string) => kept.get(name) ?? null,
      setItem: (name: string, value: string) => kept.set(name, value),
    },
    location: { reload },
    ...parts,
  } as unknown as Surroundings & { top: unknown }
  page.top ??= page
  return {
    page,
    reload,
    govern: () => serviceWorker.dispatchEvent(new Event('controllerchange')),
    /** The next page in this tab. */
    load: () => isolateOnce(page),
  }
}

describe('a page without threads', () => {
  it('is loaded anew when its service worker is there, once', () => {
    const { load, govern, reload } = openTab()
    load()
    expect(reload).not.toHaveBeenCalled()
    govern()
    expect(reload).toHaveBeenCalledTimes(1)
    load()
    govern()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  it('is loaded anew at once where the service worker is there already', () => {
    const { load, reload } = openTab({}, {})
    load()
    expect(reload).toHaveBeenCalledTimes(1)
    load()
    expect(reload).toHaveBeenCalledTimes(1)
  })

  const hands = { hardwareConcurrency: 8, userActivation: { hasBeenActive: true } }
  const refusing = {
    getItem: () => {
      throw new DOMException('', 'SecurityError')
    },
  }
  const forgetting = { getItem: () => null, setItem: () => {} }
  it.each([
    ['isolated already', { crossOriginIsolated: true }],
    ['threads all the same', { SharedArrayBuffer: () => {} }],
    ['a single core', { navigator: { hardwareConcurrency: 1 } }],
    ['a frame', { top: {} }],
    ['somebody who types', { navigator: hands }],
    ['storage that throws', { sessionStorage: refusing }],
    ['storage that forgets', { sessionStorage: forgetting }],
    ['no service worker', { navigator: { hardwareConcurrency: 8 } }],
  ])('is left alone with %s', (_, parts) => {
    const { page, load, govern, reload } = openTab()
    const navigator = { ...page.navigator, ...('navigator' in parts && parts.navigator) }
    if (_ === 'no service worker') Object.assign(navigator, { serviceWorker: undefined })
    Object.assign(page, parts, { navigator })
    load()
    govern()
    expect(reload).not.toHaveBeenCalled()
  })
})
