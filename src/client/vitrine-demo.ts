import { embedThemes, type EmbedMessage, type EmbedTheme } from '../protocol/embed-messages.ts'
import { embedUrl, frameAllows } from '../protocol/embed-snippets.ts'
import { runtimes, type Runtime } from '../protocol/runtime.ts'
import { openFrame, type DemoFrame } from './vitrine-demo-frame.ts'
import { applyStyles } from './vitrine-demo-styles.ts'

/** Where vitrine.js came from: the site whose demos are shown. */
const ownSite = new URL(import.meta.url).href.replace(/(assets\/|src\/client\/)?[^/]*$/, '')

/** So early that most of a demo is there when it is scrolled to. */
const lookAhead = '400px'

// Where there is no document, as in Node, the module can be imported all the same.
const Base = globalThis.HTMLElement ?? Object

/**
 * `<vitrine-demo model="cifar10">`: a demo of a site in any page, in a frame that is as high as what it shows, and that
 * is not loaded before it is nearly seen.
 *
 * Attributes: `model` (a demo's id, or a link to an export), `runtime`, `theme` (`light`, `dark`, or the device's),
 * `src` (the site, where it is not the one that this script came from), `title` (of the frame).
 *
 * Events, where the site lists the page's origin (`--embed-origins`): `vitrine-ready`, `vitrine-prediction`,
 * `vitrine-error`, each with what it has to say as its `detail`. They bubble.
 */
export class VitrineDemo extends Base {
  static readonly observedAttributes = ['model', 'runtime', 'theme', 'src', 'title']

  #frame: DemoFrame | undefined
  #watch: IntersectionObserver | undefined

  get model(): string {
    return this.getAttribute('model') ?? ''
  }
  set model(value: string) {
    this.setAttribute('model', value)
  }

  get runtime(): Runtime {
    return runtimes.find((known) => known === this.getAttribute('runtime')) ?? 'auto'
  }
  set runtime(value: Runtime) {
    this.setAttribute('runtime', value)
  }

  get theme(): EmbedTheme {
    return embedThemes.find((known) => known === this.getAttribute('theme')) ?? 'auto'
  }
  set theme(value: EmbedTheme) {
    this.setAttribute('theme', value)
  }

  /** The address of the site, absolute. */
  get src(): string {
    const given = this.getAttribute('src')
    if (given === null || !URL.canParse(given, document.baseURI)) return ownSite
    return new URL(given, document.baseURI).href.replace(/[^/]*$/, '')
  }
  set src(value: string) {
    this.setAttribute('src', value)
  }

  connectedCallback(): void {
    if (this.shadowRoot === null) applyStyles(this.attachShadow({ mode: 'open' }))
    this.#wait()
  }

  disconnectedCallback(): void {
    this.#leave()
  }

  attributeChangedCallback(name: string, before: string | null, after: string | null): void {
    if (before === after || !this.isConnected || this.shadowRoot === null) return
    if (this.#frame === undefined) this.#wait()
    else if (name === 'theme') this.#frame.setTheme(this.theme)
    else if (name === 'title') this.#frame.element.title = this.#frameTitle()
    else this.load()
  }

  /** Shows the demo now, seen or not. */
  load(): void {
    if (!this.isConnected) return
    this.#leave()
    const { model, runtime, theme } = this
    this.#frame = openFrame({
      url: embedUrl({ site: this.src, model, runtime, theme }),
      title: this.#frameTitle(),
      allow: frameAllows.filter(isAllowedHere).join('; '),
      theme: () => this.theme,
      onMessage: (message) => this.#dispatch(message),
    })
    this.shadowRoot?.replaceChildren(this.#frame.element)
  }

  /** The placeholder, and behind it the demo as soon as it is nearly seen. */
  #wait(): void {
    this.#leave()
    const loadsItself = 'IntersectionObserver' in globalThis && !savesData()
    this.shadowRoot?.replaceChildren(this.#placeholder(loadsItself))
    if (!loadsItself) return
    this.#watch = new IntersectionObserver(
      (entries) => {
        if (entries.some(({ isIntersecting }) => isIntersecting)) this.load()
      },
      { rootMargin: lookAhead },
    )
    this.#watch.observe(this)
  }

  #placeholder(loadsItself: boolean): HTMLElement {
    const box = document.createElement('div')
    box.className = 'placeholder'
    const name = document.createElement('b')
    name.textContent = this.getAttribute('title') ?? this.model
    box.append(name)
    if (!loadsItself) {
      const button = document.createElement('button')
      button.type = 'button'
      button.textContent = 'Load demo'
      button.addEventListener('click', () => {
        this.load()
        this.#frame?.element.focus()
      })
      box.append(button)
    }
    return box
  }

  #frameTitle(): string {
    return this.getAttribute('title') ?? `Demo: ${this.model}`
  }

  #leave(): void {
    this.#watch?.disconnect()
    this.#watch = undefined
    this.#frame?.close()
    this.#frame = undefined
  }

  #dispatch({ type, ...detail }: EmbedMessage): void {
    this.dispatchEvent(
      new CustomEvent(`vitrine-${type}`, { detail, bubbles: true, composed: true }),
    )
  }
}

/** Registers `<vitrine-demo>`, once, and where there are elements at all. */
export function defineVitrineDemo(): void {
  const registry = globalThis.customElements
  if (registry !== undefined && registry.get('vitrine-demo') === undefined)
    registry.define('vitrine-demo', VitrineDemo)
}

/** Isolation can be handed on by whoever has it. */
function isAllowedHere(feature: string): boolean {
  return feature !== 'cross-origin-isolated' || globalThis.crossOriginIsolated
}

/** The visitor asks for little to be fetched by itself. */
function savesData(): boolean {
  const { connection } = navigator as { connection?: { saveData?: boolean } }
  return (
    connection?.saveData === true || window.matchMedia('(prefers-reduced-data: reduce)').matches
  )
}
