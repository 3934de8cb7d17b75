import { VitrineError } from '../protocol/errors.ts'
import { ApiError } from './errors.ts'
import type { Limits } from './limits.ts'

/**
 * The line before each model. One call at a time goes in, although the engine would keep them in order too: so what a
 * person does on the page waits for one call and not for sixty, and how long a call has waited is known.
 */
export interface Line {
  /**
   * Resolves when it is this call's turn, with what ends it; has to be called, once.
   * @throws ApiError `server-busy`; VitrineError `aborted` when the signal fires while it waits
   */
  enter(model: string, signal: AbortSignal): Promise<() => void>
  waiting(): number
}

export function createLine({ waitingPerModel, waitingInAll }: Limits): Line {
  /** Of each model that is in use: who comes next. */
  const lines = new Map<string, (() => void)[]>()
  let waiting = 0

  function leave(model: string): void {
    const next = lines.get(model)!.shift()
    if (next === undefined) lines.delete(model)
    else next()
  }

  return {
    waiting: () => waiting,
    async enter(model, signal) {
      if (signal.aborted) throw new VitrineError('aborted')
      const line = lines.get(model)
      if (line === undefined) {
        lines.set(model, [])
        return once(() => leave(model))
      }
      const isFull = line.length >= waitingPerModel || waiting >= waitingInAll
      if (isFull) throw new ApiError('server-busy')
      await new Promise<void>((resolve, reject) => {
        const end = () => {
          waiting--
          signal.removeEventListener('abort', giveUp)
        }
        const go = () => {
          end()
          resolve()
        }
        const giveUp = () => {
          end()
          line.splice(line.indexOf(go), 1)
          reject(new VitrineError('aborted'))
        }
        waiting++
        line.push(go)
        signal.addEventListener('abort', giveUp)
      })
      return once(() => leave(model))
    },
  }
}

function once(action: () => void): () => void {
  let isDone = false
  return () => {
    if (isDone) return
    isDone = true
    action()
  }
}
