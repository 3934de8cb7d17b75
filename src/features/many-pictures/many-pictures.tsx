import { useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { classFoldersOf } from '../../core/evaluation/class-folders.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { Runtime } from '../../protocol/runtime.ts'
import { outcomesOf } from '../../queries/many-state.ts'
import { useMany } from '../../queries/use-many.ts'
import { useManyElsewhere } from '../../queries/use-many-elsewhere.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { useDroppedFile } from '../../ui/file-taker.ts'
import { plural } from '../../ui/format.ts'
import { Panel } from '../../ui/panel.tsx'
import { ComparePanel } from './compare-panel.tsx'
import { EvaluationPanel } from './evaluation-panel.tsx'
import { GivePictures } from './give-pictures.tsx'
import { filesOf, gather, type Gathered, type Item } from './item.ts'
import { ManyProgress } from './many-progress.tsx'
import { ResultsPanel } from './results-panel.tsx'
import { rowsOf } from './rows.ts'
import { classCount, classNames, workOf, type Seen } from './seen.ts'
import { KeepThumbnails } from './thumbnail.tsx'
import { announcement, noPictures, tooMany } from './words.ts'

/** Files that came from elsewhere on the page. */
export interface Given {
  readonly files: readonly Item[]
}

interface ManyPicturesProps {
  manifest: ImageClassificationManifest
  runtime: Runtime
  /** Another object means other files. */
  given: Given | undefined
  /** It is kept while something else is looked at. */
  isShown: boolean
  /** Opens one of the pictures by itself. */
  onOpen(file: File): void
}

/** Many pictures, one after the other: what the model says of each, how often it is right, how another model does. */
export function ManyPictures({ manifest, runtime, given, isShown, onOpen }: ManyPicturesProps) {
  const many = useMany<ImageClassificationManifest, Item, Seen>(manifest, runtime)
  const elsewhere = useManyElsewhere<ImageClassificationManifest, Item, Seen>(manifest, runtime)
  const [gathered, setGathered] = useState<Gathered>()

  function take(files: readonly Item[]) {
    const next = gather(files)
    setGathered(next)
    if (next.status !== 'pictures') return
    elsewhere.reset()
    many.start(workOf(next.items))
  }

  const latest = useRef(take)
  useEffect(() => {
    latest.current = take
  })
  const taken = useRef<Given>(undefined)
  useEffect(() => {
    if (given === undefined || taken.current === given) return
    taken.current = given
    latest.current(given.files)
  }, [given])

  // The page's own model is away while another one is looked at; whoever goes elsewhere wants it back.
  const { stop } = elsewhere
  const stopLatest = useRef(stop)
  useEffect(() => {
    stopLatest.current = stop
  })
  useEffect(() => {
    if (!isShown) stopLatest.current()
  }, [isShown])

  const { state } = many
  // Drawing may lag behind the worker; it must not hold up what the visitor does.
  const drawn = useDeferredValue(state)
  const shown = outcomesOf(drawn)
  const classes = shown && classCount(shown.outcomes)
  const names = useMemo(
    () => (classes === undefined ? [] : classNames(manifest, classes)),
    [manifest, classes],
  )
  const items = shown?.items
  const folders = useMemo(() => {
    const paths = (items ?? []).map(({ path }) => path)
    return names.length === 0 ? undefined : classFoldersOf(paths, names)
  }, [items, names])
  const rows = useMemo(
    () => (shown === undefined ? [] : rowsOf(shown, folders?.truths, manifest)),
    [shown, folders, manifest],
  )
  const hasAnswers = !['idle', 'running'].includes(drawn.status) && classes !== undefined

  return (
    <KeepThumbnails>
      {isShown && <TakesDrops onFiles={take} />}
      <div className="grid gap-4 md:gap-6">
        <Panel title="Pictures">
          <GivePictures onFiles={take} />
          {gathered?.status === 'none' && <Alert {...noPictures} />}
          {gathered?.status === 'too-many' && <Alert {...tooMany} />}
          {state.status !== 'idle' && (
            <ManyProgress
              state={state}
              onCancel={many.stop}
              onGoOn={() => many.resume(workOf(state.items))}
            />
          )}
          {gathered?.status === 'pictures' && gathered.leftOut > 0 && (
            <p className="text-note text-muted">
              {plural(gathered.leftOut, 'other file')} beside them{' '}
              {gathered.leftOut === 1 ? 'is' : 'are'} left out.
            </p>
          )}
          <Announcer message={announcement(state)} />
        </Panel>
        {hasAnswers && folders !== undefined && (
          <EvaluationPanel rows={rows} names={names} folders={folders} onOpen={onOpen} />
        )}
        {rows.length > 0 && (
          <ResultsPanel manifest={manifest} rows={rows} names={names} onOpen={onOpen} />
        )}
        {hasAnswers && (
          <ComparePanel
            manifest={manifest}
            runtime={runtime}
            rows={rows}
            elsewhere={elsewhere}
            onOpen={onOpen}
          />
        )}
      </div>
    </KeepThumbnails>
  )
}

/** A single picture that is dropped or pasted here is one of a set of one. */
function TakesDrops({ onFiles }: { onFiles(files: readonly Item[]): void }) {
  useDroppedFile('pictures', (file) => onFiles(filesOf([file])))
  return null
}
