import { lazy, Suspense, useContext, useEffect, useRef, useState } from 'react'
import { ImageClassification } from '../features/image-classification/image-classification.tsx'
import { FileTakersContext, useDroppedPictures } from '../ui/file-taker.ts'
import type { EntryFile } from '../ui/read-entries.ts'
import { Tabs } from '../ui/tabs.tsx'
import type { DemoProps } from './demo-props.ts'
import { DemoSkeleton } from './demo-skeleton.tsx'

const ManyPictures = lazy(() =>
  import('../features/many-pictures/many-pictures.tsx').then((found) => ({
    default: found.ManyPictures,
  })),
)

const modes = [
  ['one', 'One picture'],
  ['many', 'Many pictures'],
] as const
type Mode = (typeof modes)[number][0]

/** A model that names what a picture shows is given one, or many; each keeps what it has while the other is shown. */
export function ImageModes({ shared, onShare, ...demo }: DemoProps<'image-classification'>) {
  const [mode, setMode] = useState<Mode>(shared.get('mode') === 'many' ? 'many' : 'one')
  const [settings, setSettings] = useState(shared)
  const [given, setGiven] = useState<{ files: readonly EntryFile[] }>()
  const wanted = useRef<File>(undefined)
  const takers = useContext(FileTakersContext)

  function show(next: Mode) {
    setMode(next)
    onShare(withMode(settings, next))
  }

  function giveMany(files: readonly EntryFile[]) {
    show('many')
    setGiven({ files })
  }
  useDroppedPictures(giveMany)

  // One of the many is opened as if it had been dropped on the other page, once that is there to take it.
  useEffect(() => {
    const file = wanted.current
    if (file === undefined || mode !== 'one') return
    wanted.current = undefined
    takers?.current()?.take(file)
    window.scrollTo(0, 0)
  }, [takers, mode])

  return (
    <Tabs name="How many pictures" tabs={modes} current={mode} onChange={show}>
      {(key) =>
        key === 'one' ? (
          <ImageClassification
            {...demo}
            shared={shared}
            onShare={(state) => {
              setSettings(state)
              onShare(withMode(state, 'one'))
            }}
            onFiles={(files) =>
              giveMany(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })))
            }
          />
        ) : (
          <Suspense fallback={<DemoSkeleton task="image-classification" />}>
            <ManyPictures
              {...demo}
              given={given}
              isShown={mode === 'many'}
              onOpen={(file) => {
                wanted.current = file
                show('one')
              }}
            />
          </Suspense>
        )
      }
    </Tabs>
  )
}

/** Pictures stay where they are; an address says only which page is meant. */
function withMode(state: URLSearchParams, mode: Mode): URLSearchParams {
  const next = new URLSearchParams(state)
  if (mode === 'many') next.set('mode', mode)
  else next.delete('mode')
  return next
}
