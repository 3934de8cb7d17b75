import { useCallback, useState } from 'react'
import type { Size } from '../../core/pixels/crop-window.ts'

/** The size of an element in CSS pixels, as it changes; undefined until it has one. */
export function useSize(): [
  (element: Element | null) => (() => void) | undefined,
  Size | undefined,
] {
  const [size, setSize] = useState<Size>()
  const observe = useCallback((element: Element | null) => {
    if (element === null) return undefined
    const read = () => {
      const { width, height } = element.getBoundingClientRect()
      if (width > 0 && height > 0) setSize({ width, height })
    }
    read()
    const observer = new ResizeObserver(read)
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [observe, size]
}
