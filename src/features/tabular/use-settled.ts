import { useEffect, useEffectEvent } from 'react'

/** Long enough that nobody types between, short enough to seem at once. */
const settledMs = 150

/** Calls back when `key` has stayed the same for a moment; undefined: there is nothing to be done. */
export function useSettled(key: string | undefined, onSettled: () => void): void {
  const settle = useEffectEvent(onSettled)
  useEffect(() => {
    if (key === undefined) return undefined
    const timer = setTimeout(() => settle(), settledMs)
    return () => clearTimeout(timer)
  }, [key])
}
