import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { writeEmbed } from '../protocol/embed-messages.ts'
import { defineVitrineDemo, type VitrineDemo } from './vitrine-demo.ts'

/** What is nearly seen is what a test says. */
let seen: () => void = () => {}
class Watch {
  constructor(callback: (entries: { isIntersecting: boolean }[]) => void) {
    seen = () => callback([{ isIntersecting: true }])
  }
  observe() {}
  disconnect() {
    seen = () => {}
  }
}

defineVitrineDemo()
interface Settings {
  enableIframePageLoading: boolean
  fetch: { interceptor: unknown }
}

/** Frames load, and what they load is empty. */
const { happyDOM } = window as unknown as { happyDOM: { settings: Settings } }
happyDOM.settings.enableIframePageLoading = true
happyDOM.settings.fetch.interceptor = {
  beforeAsyncRequest: ({
    window: { Response: Answer },
  }: {
    window: { Response: typeof Response }
  }) => Promise.resolve(new Answer('')),
}

beforeEach(() => {
  vi.stubGlobal('IntersectionObserver', Watch)
})
afterEach(() => {
  vi.unstubAllGlobals()
  document.body.replaceChildren()
})

function show(attributes: Readonly<Record<string, string>> = {}): VitrineDemo {
  const demo = document.createElement('vitrine-demo') as VitrineDemo
  const all = { model: 'cifar10', src: 'https://demos.example/x/', ...attributes }
  for (const [name, value] of Object.entries(all)) demo.setAttribute(name, value)
  document.body.append(demo)
  return demo
}

const frameOf = (demo: VitrineDemo) => demo.shadowRoot?.querySelector('iframe') ?? null

/** As a window of that origin would. */
function say(demo: VitrineDemo, data: unknown, origin = 'https://demos.example') {
  const source = frameOf(demo)?.contentWindow ?? null
  window.dispatchEvent(new MessageEvent('message', { data, origin, source }))
}

describe('<vitrine-demo>', () => {
  it('shows its name until it is nearly seen, then the demo in a frame', () => {
    const demo = show({ runtime: 'wasm', theme: 'dark' })
    expect(demo.shadowRoot?.textContent).toBe('cifar10')
    expect(frameOf(demo)).toBeNull()
    seen()
    expect(frameOf(demo)?.src).toBe(
      'https://demos.example/x/embed/?model=cifar10&runtime=wasm&theme=dark',
    )
    expect(frameOf(demo)?.title).toBe('Demo: cifar10')
    expect(frameOf(demo)?.getAttribute('allow')).toContain('camera')
  })

  it('waits for a press where nothing says what is seen', () => {
    vi.stubGlobal('IntersectionObserver', undefined)
    Reflect.deleteProperty(globalThis, 'IntersectionObserver')
    const demo = show({ title: 'Small pictures' })
    const button = demo.shadowRoot?.querySelector('button')
    expect(demo.shadowRoot?.textContent).toBe('Small picturesLoad demo')
    button?.click()
    expect(frameOf(demo)?.title).toBe('Small pictures')
  })

  it('waits for a press where the visitor saves data', () => {
    vi.stubGlobal('navigator', { connection: { saveData: true } })
    expect(show().shadowRoot?.querySelector('button')?.textContent).toBe('Load demo')
  })

  it('has properties for its attributes', () => {
    const demo = show()
    demo.model = 'stories'
    demo.runtime = 'webgpu'
    demo.theme = 'light'
    expect([demo.getAttribute('model'), demo.getAttribute('theme')]).toEqual(['stories', 'light'])
    demo.setAttribute('runtime', 'abacus')
    expect(demo.runtime).toBe('auto')
    seen()
    expect(frameOf(demo)?.src).toBe('https://demos.example/x/embed/?model=stories&theme=light')
  })

  it('shows another model in another frame, and another theme in the same', () => {
    const demo = show()
    seen()
    const first = frameOf(demo)
    demo.theme = 'dark'
    expect(frameOf(demo)).toBe(first)
    demo.model = 'stories'
    expect(frameOf(demo)).not.toBe(first)
    expect(frameOf(demo)?.src).toContain('model=stories')
  })

  it('hands on what its own frame says from its own site, and nothing else', () => {
    const demo = show()
    const other = show({ model: 'other' })
    const events: [string, unknown][] = []
    for (const name of ['vitrine-ready', 'vitrine-prediction', 'vitrine-error'])
      demo.addEventListener(name, (event) =>
        events.push([name, (event as CustomEvent<unknown>).detail]),
      )
    demo.load()
    other.load()
    const ready = writeEmbed({ type: 'ready', provider: 'wasm', threads: 2 })
    say(demo, ready)
    say(demo, ready, 'https://evil.example')
    say(demo, { ...ready, version: 9 })
    say(other, ready)
    expect(events).toEqual([['vitrine-ready', { provider: 'wasm', threads: 2 }]])
  })

  it('lets its frame go with it, and comes back', () => {
    const demo = show()
    seen()
    demo.remove()
    expect(frameOf(demo)).toBeNull()
    document.body.append(demo)
    expect(frameOf(demo)).toBeNull()
    seen()
    expect(frameOf(demo)).not.toBeNull()
  })

  it('takes no address for its site that is none', () => {
    const demo = show({ src: 'https://' })
    expect(demo.src).toMatch(/\/$/)
  })
})
