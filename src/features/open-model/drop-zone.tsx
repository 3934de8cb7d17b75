import { useState, type ReactNode } from 'react'
import { DropCurtain } from '../../ui/drop-curtain.tsx'
import { createFileTakers, FileTakersContext } from '../../ui/file-taker.ts'
import { useFileIntake, type Intake } from '../../ui/use-file-intake.ts'
import { mayBePictures, picturesOf, routeOf } from './route-intake.ts'

interface DropZoneProps {
  /** Otherwise only what the demo wants is taken. */
  takesModels: boolean
  /** Files of a model were let go anywhere on the page. */
  onExport(intake: Intake): void
  /** A file that is no model's, and nobody on this page takes. */
  onStray(file: File): void
  children: ReactNode
}

/** The one place that decides what becomes of what is dropped or pasted. */
export function DropZone({ takesModels, onExport, onStray, children }: DropZoneProps) {
  const [takers] = useState(createFileTakers)

  function place(intake: Intake) {
    const route = routeOf(intake)
    if (route.to === 'export') return takesModels ? onExport(intake) : undefined
    const taker = takers.current()
    return taker === undefined ? onStray(route.file) : taker.take(route.file)
  }

  const isOver = useFileIntake((intake) => {
    const takeMany = takers.currentMany()
    if (takeMany === undefined || !mayBePictures(intake)) return place(intake)
    void picturesOf(intake).then((found) => (found === undefined ? place(intake) : takeMany(found)))
  })
  const wanted = [takers.current()?.wants, takesModels ? 'a model' : undefined]
  const wants = wanted.filter((each) => each !== undefined).join(' or ')
  return (
    <FileTakersContext value={takers}>
      {children}
      {isOver && wants !== '' && <DropCurtain>{`Drop ${wants} anywhere`}</DropCurtain>}
    </FileTakersContext>
  )
}
