import { useEffect, useRef } from 'react'

/**
 * Starts a run for what is wanted now: at once when nothing runs, else when that has ended. To give up a run in the middle
 * may cost the model's worker, which a slider would then do many times a second.
 * @param wanted tells one wish from another; undefined: none
 */
export function useLatest(wanted: string | undefined, isRunning: boolean, start: () => void) {
  const started = useRef<string>(undefined)
  // StrictMode takes the component away and puts it back, and with it goes its run.
  useEffect(
    () => () => {
      started.current = undefined
    },
    [],
  )
  useEffect(() => {
    if (isRunning || wanted === started.current) return
    started.current = wanted
    if (wanted !== undefined) start()
  })
}
