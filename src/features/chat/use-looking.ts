import { useState } from 'react'
import { useLookedAt, type LookedAt } from '../../ui/tokens/use-looked-at.ts'

/** Looking at how the last answer came to be: its tokens can be pressed at any time, which opens what there is to see. */
export interface Looking extends LookedAt {
  readonly isOpen: boolean
  toggle(): void
}

/**
 * @param attemptId of the last answer
 * @param count of its tokens
 */
export function useLooking(attemptId: number, count: number): Looking {
  const looked = useLookedAt(attemptId, count)
  const [isOpen, setIsOpen] = useState(false)
  return {
    ...looked,
    isOpen,
    set(position) {
      looked.set(position)
      if (position !== undefined) setIsOpen(true)
    },
    toggle() {
      looked.set(undefined)
      setIsOpen(!isOpen)
    },
  }
}
