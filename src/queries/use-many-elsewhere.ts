import { useQueryClient } from '@tanstack/react-query'
import { useRef } from 'react'
import type { Manifest } from '../protocol/manifest.ts'
import type { Runtime } from '../protocol/runtime.ts'
import { sessionName } from './loader.ts'
import { useLoader } from './loader-context.ts'
import type { Work } from './run-many.ts'
import { sessionOptions } from './session.ts'
import { useManyRuns, type Many } from './use-many.ts'

export type ManyElsewhere<M extends Manifest, Item, Kept> = Pick<
  Many<M['task'], Item, Kept>,
  'state' | 'stop' | 'reset'
> & { start(other: M, work: Work<M['task'], Item, Kept>): void }

/**
 * Runs another model on many things. A worker holds one model: the page's own leaves for as long as this takes, and is
 * loaded again afterwards, however it ends.
 * @param own the manifest of the page's own model
 */
export function useManyElsewhere<M extends Manifest, Item, Kept>(
  own: M,
  runtime: Runtime,
): ManyElsewhere<M, Item, Kept> {
  const client = useQueryClient()
  const loader = useLoader()
  const wanted = useRef<M>(undefined)
  const { start, stop, reset, state } = useManyRuns<M['task'], Item, Kept>(async (use, signal) => {
    const other = wanted.current
    if (other === undefined) return
    const leave = () => loader.release(sessionName(other, runtime))
    // Also in the middle of its loading.
    signal.addEventListener('abort', leave)
    try {
      await use(await loader.open<M>(other, runtime))
    } finally {
      signal.removeEventListener('abort', leave)
      if (!signal.aborted) leave()
      // Nobody may run what is gone: whoever asks for the page's own model from now on waits for the new one.
      const { queryKey } = sessionOptions(loader, own, runtime)
      void client.resetQueries({ queryKey })
    }
  })
  return {
    state,
    stop,
    reset,
    start(other, work) {
      wanted.current = other
      start(work)
    },
  }
}
