import { useEffect } from 'react'

/** Names the view in the browser's own list of pages. Undefined leaves that to somebody else. */
export function useTitle(title: string | undefined): void {
  useEffect(() => {
    if (title !== undefined) document.title = title === '' ? 'Vitrine' : `${title} · Vitrine`
  }, [title])
}
