/**
 * Opens links to other pages of the site in a tab of their own: in a frame they would show the site without its
 * demo, or, where the site may not be framed, nothing. Returns what ends that.
 */
export function leaveFrame(window: Window): () => void {
  const { document, location } = window
  const onClick = ({ target }: MouseEvent) => {
    const link = target instanceof Element ? target.closest('a') : null
    if (link === null || link.hasAttribute('download')) return
    const { origin, pathname, protocol } = new URL(link.href)
    // The same demo on another runtime stays.
    if (protocol === 'blob:' || (origin === location.origin && pathname === location.pathname))
      return
    link.target = '_blank'
    link.rel = 'noopener'
  }
  document.addEventListener('click', onClick, true)
  return () => document.removeEventListener('click', onClick, true)
}
