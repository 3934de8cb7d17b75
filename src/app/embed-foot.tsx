import { useSyncExternalStore } from 'react'
import type { EmbedRouter } from './embed-router.ts'

/** Whose page this is, and the way to it with what is on the screen. */
export function EmbedFoot({ router }: { router: EmbedRouter }) {
  const url = useSyncExternalStore(router.subscribeTab, router.tabUrl)
  return (
    <footer className="mt-4 flex flex-wrap items-center justify-end gap-x-2 text-note text-muted">
      Made with Vitrine ·
      <a
        href={url}
        target="_blank"
        rel="noopener"
        className="inline-flex min-h-9 items-center underline decoration-line underline-offset-4 hover:text-ink pointer-coarse:min-h-11"
      >
        Open in a tab
      </a>
    </footer>
  )
}
