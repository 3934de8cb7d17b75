import type { KeyboardEvent } from 'react'

/**
 * Where a key leads from `place`: a token's index, or `count` for the end of the text. Undefined for a key that leads
 * nowhere, or means something else.
 */
export function stepKey(event: KeyboardEvent, place: number, count: number): number | undefined {
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return undefined
  switch (event.key) {
    case 'ArrowLeft':
      return Math.max(place - 1, 0)
    case 'ArrowRight':
      return Math.min(place + 1, count)
    case 'Home':
      return 0
    case 'End':
      return count
    default:
      return undefined
  }
}
