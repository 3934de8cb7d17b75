import { useEffect, useEffectEvent, type RefObject } from 'react'

/** Hears when nobody can see an element any more: its tab is behind another, or its part of the page was put away. */
export function useGone(element: RefObject<Element | null>, onGone: () => void): void {
  const gone = useEffectEvent(onGone)
  useEffect(() => {
    const left = new AbortController()
    const onChange = () => {
      if (document.hidden) gone()
    }
    document.addEventListener('visibilitychange', onChange, { signal: left.signal })
    const observed = element.current
    if (observed !== null && typeof ResizeObserver !== 'undefined') {
      let wasThere = false
      const observer = new ResizeObserver(() => {
        // One that was taken out of the page has no one who waits to hear of it.
        if (!observed.isConnected) return
        const isThere = observed.getClientRects().length > 0
        if (wasThere && !isThere) gone()
        wasThere = isThere
      })
      observer.observe(observed)
      left.signal.addEventListener('abort', () => observer.disconnect())
    }
    return () => left.abort()
  }, [element])
}
