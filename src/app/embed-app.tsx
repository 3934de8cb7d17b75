import type { ReactNode } from 'react'
import type { EmbedTheme } from '../protocol/embed-messages.ts'
import type { Loader } from '../queries/loader.ts'
import { createEmbedChannel } from './embed-channel.ts'
import { embedRouter } from './embed-router.ts'
import { EmbedShell } from './embed-shell.tsx'
import { followHeight } from './follow-height.ts'
import { leaveFrame } from './leave-frame.ts'
import type { Router } from './router.ts'
import { tellingLoader } from './telling-loader.ts'

/** Put there by public/embed/early.js. */
type Early = Window & { readonly vitrineHeard?: () => readonly MessageEvent<unknown>[] }

interface Frame {
  readonly loader: Loader
  readonly router: Router
  readonly shell: (content: ReactNode) => ReactNode
}

/** What is different about the page where it is one demo in a frame. For as long as the document is there. */
export function createFrame(root: Element, loader: Loader, ownRouter: Router): Frame {
  const heard = (window as Early).vitrineHeard?.() ?? []
  const listed = listedOrigins(document)
  const channel = createEmbedChannel(window, { listed, heard, onTheme: showTheme })
  const router = embedRouter(ownRouter, window)
  followHeight(root, channel.tellHeight)
  leaveFrame(window)
  return {
    loader: tellingLoader(loader, channel.tell),
    router,
    shell: (content) => <EmbedShell router={router}>{content}</EmbedShell>,
  }
}

/** Who may hear what the demo answers, as hosting/embed-plugin.ts has written it into the page. */
function listedOrigins({ head }: Document): readonly string[] {
  const meta = head.querySelector<HTMLMetaElement>('meta[name="vitrine-embed-origins"]')
  return meta?.content.split(' ').filter((origin) => origin !== '') ?? []
}

/** For this document only: what the visitor has chosen on the site itself stays as it is. */
function showTheme(theme: EmbedTheme): void {
  const { dataset } = document.documentElement
  if (theme === 'auto') delete dataset['theme']
  else dataset['theme'] = theme
}
