import type { Router } from './router.ts'

/** Lets plain links between the views of this page change the view instead of loading the page again. */
export function followLinks(root: Document, router: Router): () => void {
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element ? event.target.closest('a') : null
    if (link === null || !isPlainClick(event) || event.defaultPrevented) return
    if (!isView(link, root.baseURI)) return
    event.preventDefault()
    router.go(link.href)
  }
  root.addEventListener('click', onClick)
  return () => root.removeEventListener('click', onClick)
}

function isPlainClick(event: MouseEvent): boolean {
  return event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey
}

/** The views differ in what follows "?" only; the page may have been opened by its folder or by its file name. */
function isView(link: HTMLAnchorElement, baseUrl: string): boolean {
  if (link.target !== '' || link.hasAttribute('download')) return false
  const to = new URL(link.href)
  const isHere = [new URL(baseUrl), new URL('./', baseUrl)].some(
    ({ pathname }) => pathname === to.pathname,
  )
  return isHere && to.origin === new URL(baseUrl).origin
}
