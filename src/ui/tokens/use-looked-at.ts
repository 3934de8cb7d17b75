import { useState, type KeyboardEvent } from 'react'
import { stepKey } from './step-key.ts'

export interface LookedAt {
  /** Index of the token that is looked at; undefined is the end of the text. */
  readonly position: number | undefined
  /** The same as a number: how many tokens stand before it. */
  readonly place: number
  set(position: number | undefined): void
  /** The arrow keys, Home and End. */
  onKeyDown(event: KeyboardEvent): void
}

/**
 * Which token of a text is looked at.
 * @param textId another text starts with `first`
 * @param count of its tokens
 */
export function useLookedAt(textId: number, count: number, first?: number): LookedAt {
  const [looked, setLooked] = useState<{ textId: number; position: number | undefined }>()
  const wanted = looked?.textId === textId ? looked.position : first
  // A run that begins again, after a lost GPU, is shorter than it was.
  const position = wanted !== undefined && wanted < count ? wanted : undefined
  const place = position ?? count
  const set = (next: number | undefined) => setLooked({ textId, position: next })
  return {
    position,
    place,
    set,
    onKeyDown(event) {
      const next = stepKey(event, place, count)
      if (next === undefined) return
      event.preventDefault()
      set(next === count ? undefined : next)
    },
  }
}
