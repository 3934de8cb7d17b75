import {
  readHost,
  writeEmbed,
  type EmbedMessage,
  type EmbedTheme,
} from '../protocol/embed-messages.ts'

/** The way to the page around this frame. */
export interface EmbedChannel {
  /** Tells the page around, where the site lists it; else nobody. */
  tell(message: EmbedMessage): void
  /** To any page around that has said hello: it is a number, and no secret. In CSS pixels. */
  tellHeight(height: number): void
}

interface Options {
  /** Besides our own origin, who may hear what the demo answers. */
  readonly listed: readonly string[]
  /** What came before anybody listened. */
  readonly heard?: readonly MessageEvent<unknown>[]
  onTheme(theme: EmbedTheme): void
}

/**
 * Listens to the page around this frame and to nobody else: not to other frames, not to what has opened us. A page
 * without an origin, such as one in a sandbox, could be anybody's, so it hears nothing.
 */
export function createEmbedChannel(
  window: Window,
  { listed, heard = [], onTheme }: Options,
): EmbedChannel {
  const { parent, location } = window
  const isFramed = parent !== window
  /** Who the page around is, as the browser says it. */
  let host = isFramed ? realOrigin(location.ancestorOrigins?.[0]) : undefined
  let port: MessagePort | undefined
  let height: number | undefined
  /** What was said before the page around was known: the last of each kind. */
  let unheard: readonly EmbedMessage[] = []

  function isListed(origin: string): boolean {
    return origin === location.origin || listed.includes(origin)
  }

  function tell(message: EmbedMessage) {
    if (!isFramed) return
    if (host === undefined) {
      unheard = [...unheard.filter(({ type }) => type !== message.type), message]
    } else if (isListed(host)) parent.postMessage(writeEmbed(message), host)
  }

  function tellHeight(next: number) {
    height = next
    port?.postMessage(writeEmbed({ type: 'height', height: next }))
  }

  function hear({ data, origin, source, ports }: MessageEvent<unknown>) {
    if (source !== parent || realOrigin(origin) === undefined) return
    const message = readHost(data)
    switch (message?.type) {
      case 'hello': {
        // Without one it wants no heights, or has them already.
        if (ports[0] !== undefined) {
          port?.close()
          port = ports[0]
        }
        // For browsers that do not say so of themselves.
        host = origin
        if (ports[0] !== undefined && height !== undefined) tellHeight(height)
        const waiting = unheard
        unheard = []
        for (const one of waiting) tell(one)
        return
      }
      case 'theme':
        return onTheme(message.theme)
      case undefined:
        return
      default:
        message satisfies never
    }
  }

  if (isFramed) {
    window.addEventListener('message', hear)
    for (const event of heard) hear(event)
  }
  return { tell, tellHeight }
}

/** Not "null", which is every sandbox's, and nothing that means anybody. */
function realOrigin(origin: string | undefined): string | undefined {
  return origin !== undefined && /^https?:\/\//.test(origin) ? origin : undefined
}
