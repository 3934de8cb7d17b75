import { useState } from 'react'

/** Which things the visitor means: the list and the picture show the same ones. */
export interface Picked {
  /** Under the pointer, or with the focus on it; for as long as that lasts. */
  readonly pointed: number | undefined
  /** Chosen by a press; until another press. */
  readonly pinned: number | undefined
  /** The class that is shown alone. */
  readonly only: number | undefined
}

export function markedOf({ pointed, pinned }: Picked): number | undefined {
  return pointed ?? pinned
}

/**
 * @param answer whose things are picked: in another answer nothing is picked yet
 * @param picture of which one class may be shown alone, through all frames of a camera
 */
export function usePicked(
  answer: unknown,
  picture: unknown,
): [Picked, (change: Partial<Picked>) => void] {
  const [state, setState] = useState({ answer, picture, picked: nothing })
  const kept = (before: typeof state): Picked => ({
    ...(before.answer === answer ? before.picked : nothing),
    only: before.picture === picture ? before.picked.only : undefined,
  })
  return [
    kept(state),
    (change) => setState((before) => ({ answer, picture, picked: { ...kept(before), ...change } })),
  ]
}

const nothing: Picked = { pointed: undefined, pinned: undefined, only: undefined }
