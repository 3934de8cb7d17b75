import { useEffect, useState } from 'react'

const settledMs = 400

/** The last value that stood still for a moment: a slider that is drawn passes many. */
export function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), settledMs)
    return () => clearTimeout(timer)
  }, [value])
  return settled
}
