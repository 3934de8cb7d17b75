import { useEffect, useRef, useState } from 'react'

/** What was let go over the page or pasted into it: a file, or a folder, which is not one. */
export type Intake = { kind: 'file'; file: File } | { kind: 'folder'; name: string }

/**
 * Takes a file that is dropped or pasted anywhere on the page; several at once count as the first.
 * @returns whether files hover over the page right now
 */
export function useFileIntake(onIntake: (intake: Intake) => void): boolean {
  const [isOver, setIsOver] = useState(false)
  const latest = useRef(onIntake)
  useEffect(() => {
    latest.current = onIntake
  })

  useEffect(() => {
    const take = (data: DataTransfer | null) => {
      const intake = data === null ? undefined : intakeOf(data)
      if (intake !== undefined) latest.current(intake)
      return intake !== undefined
    }
    // Every element under the pointer is entered and left: the page is left when all of them are.
    let depth = 0
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth += 1
      setIsOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth -= 1
      if (depth <= 0) setIsOver(false)
    }
    const over = (event: DragEvent) => {
      // Without this the browser leaves the page to show the file.
      if (carriesFiles(event)) event.preventDefault()
    }
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setIsOver(false)
      take(event.dataTransfer)
    }
    const paste = (event: ClipboardEvent) => {
      if (take(event.clipboardData)) event.preventDefault()
    }
    const stop = new AbortController()
    const { signal } = stop
    window.addEventListener('dragenter', enter, { signal })
    window.addEventListener('dragover', over, { signal })
    window.addEventListener('dragleave', leave, { signal })
    window.addEventListener('drop', drop, { signal })
    window.addEventListener('paste', paste, { signal })
    return () => stop.abort()
  }, [])

  return isOver
}

function carriesFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes('Files') === true
}

function intakeOf(data: DataTransfer): Intake | undefined {
  // A folder comes as a "file" that cannot be read; only its entry tells.
  const entry = data.items?.[0]?.webkitGetAsEntry?.()
  if (entry?.isDirectory === true) return { kind: 'folder', name: entry.name }
  const file = data.files[0]
  return file === undefined ? undefined : { kind: 'file', file }
}
