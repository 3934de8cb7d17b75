import {
  readEmbed,
  readHeight,
  writeHost,
  type EmbedMessage,
  type EmbedTheme,
} from '../protocol/embed-messages.ts'

/** A demo in its frame, and the way to it. */
export interface DemoFrame {
  readonly element: HTMLIFrameElement
  setTheme(theme: EmbedTheme): void
  /** Takes it out of the document. */
  close(): void
}

interface Options {
  readonly url: string
  readonly title: string
  /** As in the frame's attribute of this name. */
  readonly allow: string
  /** As it is when the frame has loaded. */
  readonly theme: () => EmbedTheme
  onMessage(message: EmbedMessage): void
}

/** In CSS pixels: a page does not grow without end by a number that comes from a frame. */
const mostHeight = 20_000

/** Makes a frame, not in the document yet. It listens to this frame, and to the origin that it was made for. */
export function openFrame({ url, title, allow, theme, onMessage }: Options): DemoFrame {
  const { origin } = new URL(url)
  const element = document.createElement('iframe')
  element.title = title
  element.allow = allow
  element.setAttribute('part', 'frame')
  element.addEventListener('load', greet)
  element.src = url
  window.addEventListener('message', hear)
  let port: MessagePort | undefined

  /** With every document that it shows: the frame may have loaded itself anew. */
  function greet() {
    port?.close()
    const channel = new MessageChannel()
    port = channel.port1
    port.addEventListener('message', ({ data }) => {
      const height = readHeight(data)
      // The border is the frame's own.
      const borders = element.offsetHeight - element.clientHeight
      if (height !== undefined) element.style.height = `${Math.min(height, mostHeight) + borders}px`
    })
    port.start()
    // To this origin alone, so that it gets nowhere if something else has come.
    element.contentWindow?.postMessage(writeHost({ type: 'hello' }), origin, [channel.port2])
    setTheme(theme())
  }

  function setTheme(next: EmbedTheme) {
    element.contentWindow?.postMessage(writeHost({ type: 'theme', theme: next }), origin)
  }

  function hear(event: MessageEvent<unknown>) {
    if (event.source !== element.contentWindow || event.origin !== origin) return
    const message = readEmbed(event.data)
    if (message !== undefined) onMessage(message)
  }

  return {
    element,
    setTheme,
    close() {
      window.removeEventListener('message', hear)
      port?.close()
      element.remove()
    },
  }
}
