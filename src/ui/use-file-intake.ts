import { useEffect, useRef, useState } from 'react'

/** What was let go over the page or pasted into it. */
export interface Intake {
  /** A folder is among them as a "file" that cannot be read. */
  readonly files: readonly File[]
  /** The same, able to tell folders from files; empty where the browser has no such thing. */
  readonly entries: readonly FileSystemEntry[]
}

/**
 * Takes what is dropped or pasted anywhere on the page.
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
      if (!isTyping(event) && take(event.clipboardData)) event.preventDefault()
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

/** A table that is copied comes as text and as a picture: whoever pastes into a field means the text. */
function isTyping({ target, clipboardData }: ClipboardEvent): boolean {
  const isField = target instanceof HTMLTextAreaElement || target instanceof HTMLInputElement
  return isField && clipboardData?.types.includes('text/plain') === true
}

/** Has to be asked at once: when the event is over, the browser has taken everything back. */
function intakeOf(data: DataTransfer): Intake | undefined {
  const entries = [...(data.items ?? [])]
    .map((item) => (item.kind === 'file' ? item.webkitGetAsEntry?.() : null))
    .filter((entry) => entry != null)
  const files = [...data.files]
  return files.length + entries.length === 0 ? undefined : { files, entries }
}
