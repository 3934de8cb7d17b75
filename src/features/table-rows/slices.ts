/** A task of the page may take so long; the browser wants to draw and to hear people in between. */
const sliceMs = 6

/** Lets long work be done in slices. */
export interface Pace {
  /** Whether it is time to let others go on. Cheap enough to be asked every few hundred rows. */
  isDue(): boolean
  /** @throws whatever the signal was aborted with */
  pause(): Promise<void>
}

export function createPace(signal?: AbortSignal): Pace {
  let until = performance.now() + sliceMs
  return {
    isDue: () => performance.now() >= until,
    async pause() {
      await turn()
      signal?.throwIfAborted()
      until = performance.now() + sliceMs
    },
  }
}

/** Safari does not know `scheduler.yield` yet. */
function turn(): Promise<void> {
  if ('scheduler' in globalThis && 'yield' in scheduler) return scheduler.yield()
  return new Promise((resolve) => setTimeout(resolve))
}

/** Asks `visit` for each of `count` things, in slices. */
export async function eachInSlices(
  count: number,
  pace: Pace,
  visit: (index: number) => void,
): Promise<void> {
  for (let index = 0; index < count; index++) {
    visit(index)
    if ((index & 255) === 255 && pace.isDue()) await pace.pause()
  }
}

/** For the end of work that may have been given up: everything else is a mistake of ours, and told. */
export function throwUnless(signal: AbortSignal): (thrown: unknown) => void {
  return (thrown) => {
    if (!signal.aborted) throw thrown
  }
}
