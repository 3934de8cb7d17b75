import { useLayoutEffect, useRef, type RefObject } from 'react'

/** Within so many pixels of the end, a reader is at the end. */
const nearPx = 48

/**
 * Keeps the end of a growing text in sight, for a reader who is there; one who has scrolled back is left alone.
 *
 * @param latest another one brings every reader to the end
 * @returns to be called when it is scrolled
 */
export function useStickToEnd(ref: RefObject<HTMLElement | null>, latest: unknown): () => void {
  const isAtEnd = useRef(true)
  const seen = useRef(latest)
  useLayoutEffect(() => {
    if (seen.current !== latest) isAtEnd.current = true
    seen.current = latest
    const element = ref.current
    if (element !== null && isAtEnd.current) element.scrollTop = element.scrollHeight
  })
  return () => {
    const element = ref.current
    if (element === null) return
    const below = element.scrollHeight - element.scrollTop - element.clientHeight
    isAtEnd.current = below < nearPx
  }
}
