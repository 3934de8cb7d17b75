import { useEffect, useRef } from 'react'

/**
 * Takes a table that is pasted anywhere but into a field. A spreadsheet copies its cells as text and as a picture of
 * them: the text is meant, and nobody else on the page gets to see the picture.
 */
export function usePastedTable(isOn: boolean, take: (file: File) => void): void {
  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  useEffect(() => {
    if (!isOn) return undefined
    const paste = (event: ClipboardEvent) => {
      const text = event.clipboardData?.getData('text/plain') ?? ''
      if (isField(event.target) || !/[^\s][\r\n]+[^\s]/.test(text)) return
      event.preventDefault()
      event.stopPropagation()
      latest.current(pastedFile(text))
    }
    // Before those who take files.
    window.addEventListener('paste', paste, { capture: true })
    return () => window.removeEventListener('paste', paste, { capture: true })
  }, [isOn])
}

export function pastedFile(text: string): File {
  return new File([text], 'pasted rows', { type: 'text/plain' })
}

function isField(target: EventTarget | null): boolean {
  return target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
}
