import { useState, type ReactNode } from 'react'
import { DropCurtain } from '../../ui/drop-curtain.tsx'
import { createFileTakers, FileTakersContext } from '../../ui/file-taker.ts'
import { useFileIntake, type Intake } from '../../ui/use-file-intake.ts'
import { mayBePictures, picturesOf, routeOf } from './route-intake.ts'

interface DropZoneProps {
  /** Files of a model were let go anywhere on the page. */
  onExport(intake: Intake): void
  /** A file that is no model's, and nobody on this page takes. */
  onStray(file: File): void
  children: ReactNode
}

/** The one place that decides what becomes of what is dropped or pasted. */
export function DropZone({ onExport, onStray, children }: DropZoneProps) {
  const [takers] = useState(createFileTakers)

  function place(intake: Intake) {
    const route = routeOf(intake)
    if (route.to === 'export') return onExport(intake)
    const taker = takers.current()
    return taker === undefined ? onStray(route.file) : taker.take(route.file)
  }

  const isOver = useFileIntake((intake) => {
    const takeMany = takers.currentMany()
    if (takeMany === undefined || !mayBePictures(intake)) return place(intake)
    void picturesOf(intake).then((found) => (found === undefined ? place(intake) : takeMany(found)))
  })
  const wants = takers.current()?.wants
  return (
    <FileTakersContext value={takers}>
      {children}
      {isOver && (
        <DropCurtain>
          {wants === undefined ? 'Drop a model anywhere' : `Drop ${wants} or a model anywhere`}
        </DropCurtain>
      )}
    </FileTakersContext>
  )
}
