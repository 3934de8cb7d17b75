import { lazy, Suspense, useContext, useEffect, useRef, useState, type ComponentProps } from 'react'
import { Tabular } from '../features/tabular/tabular.tsx'
import { FileTakersContext, useDroppedFile } from '../ui/file-taker.ts'
import { Tabs } from '../ui/tabs.tsx'
import { DemoSkeleton } from './demo-skeleton.tsx'

const TableRows = lazy(() =>
  import('../features/table-rows/table-rows.tsx').then((found) => ({ default: found.TableRows })),
)

const modes = [
  ['one', 'One row'],
  ['file', 'File of rows'],
] as const
type Mode = (typeof modes)[number][0]

type TableModesProps = Omit<ComponentProps<typeof Tabular>, 'onFile'>

/** A model of tables is given one row, or a file of them; each keeps what it has while the other is shown. */
export function TableModes({ shared, onShare, ...demo }: TableModesProps) {
  const [mode, setMode] = useState<Mode>(shared.get('mode') === 'file' ? 'file' : 'one')
  const [row, setRow] = useState(shared)
  const [given, setGiven] = useState<File>()

  function show(next: Mode) {
    setMode(next)
    onShare(withMode(row, next))
  }

  function giveFile(file: File) {
    setGiven(file)
    show('file')
  }

  return (
    <>
      {mode === 'one' && <TakesFiles onFile={giveFile} />}
      <Tabs name="How many rows" tabs={modes} current={mode} onChange={show}>
        {(key) =>
          key === 'one' ? (
            <Tabular
              {...demo}
              shared={shared}
              onShare={(state) => {
                setRow(state)
                onShare(withMode(state, mode))
              }}
              // The other page has one of its own.
              onFile={mode === 'one' ? giveFile : undefined}
            />
          ) : (
            <Suspense fallback={<DemoSkeleton task="tabular-classification" />}>
              <TableRows {...demo} isShown={mode === 'file'} />
              <HandsOver file={given} />
            </Suspense>
          )
        }
      </Tabs>
    </>
  )
}

function TakesFiles({ onFile }: { onFile: (file: File) => void }) {
  useDroppedFile('a table', onFile)
  return null
}

/** Gives a file to the page beside it as if it had been dropped there, once that is there to take it. */
function HandsOver({ file }: { file: File | undefined }) {
  const takers = useContext(FileTakersContext)
  const handed = useRef<File>(undefined)
  useEffect(() => {
    if (file === undefined || file === handed.current) return
    handed.current = file
    takers?.current()?.take(file)
  }, [takers, file])
  return null
}

/** A file stays where it is; an address says only which page is meant, and what stands in the form. */
function withMode(state: URLSearchParams, mode: Mode): URLSearchParams {
  const next = new URLSearchParams(state)
  if (mode === 'file') next.set('mode', mode)
  else next.delete('mode')
  return next
}
