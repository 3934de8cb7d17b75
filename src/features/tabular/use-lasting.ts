import { useEffect, useState } from 'react'

const lastingMs = 400

/** Whether something has been so for a while: what is over at once is not worth showing. */
export function useLasting(isSo: boolean): boolean {
  const [hasLasted, setHasLasted] = useState(false)
  if (!isSo && hasLasted) setHasLasted(false)
  useEffect(() => {
    if (!isSo) return undefined
    const timer = setTimeout(() => setHasLasted(true), lastingMs)
    return () => clearTimeout(timer)
  }, [isSo])
  return isSo && hasLasted
}
