import { useState } from 'react'
import { describeError } from '../../protocol/messages.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import type { ImageClassification } from '../../protocol/picture-tasks.ts'
import { useAnswer } from '../../queries/use-answer.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { PredictionList } from '../../ui/predictions.tsx'
import { inVitrineJson, type Changes } from '../../ui/tensor-view/choices.ts'
import { PreprocessingForm } from '../../ui/tensor-view/preprocessing-form.tsx'
import { TensorPictures } from '../../ui/tensor-view/tensor-pictures.tsx'
import type { Asking, LiveStill } from './asking.ts'
import { differenceWords } from './saw-words.ts'
import { stillImage } from '../../pictures/still-image.ts'
import { useLatest } from './use-latest.ts'

interface SawProps {
  asking: Asking
  live: LiveStill
}

/** The exact tensor, and what would come of another one: why an answer differs from that of a notebook. */
export function Saw({ asking, live }: SawProps) {
  const { manifest, runtime, sourceOf } = asking
  const [changes, setChanges] = useState<Changes>({})
  const usual = useAnswer<ImageClassificationManifest, number>(manifest, runtime)
  const changed = useAnswer<ImageClassificationManifest, string>(manifest, runtime)
  const isChanged = Object.keys(changes).length > 0

  const inputWith = (preprocessing: Changes) => async (signal: AbortSignal) => ({
    image: await stillImage(live.picture, sourceOf, signal),
    topK: 5,
    showTensor: true,
    ...(Object.keys(preprocessing).length > 0 && { preprocessing }),
  })
  useLatest(String(live.id), usual.isRunning, () => usual.start(live.id, inputWith({})))
  const wish = isChanged ? JSON.stringify([live.id, changes]) : undefined
  useLatest(wish, changed.isRunning, () => changed.start(wish!, inputWith(changes)))

  const [before, after] = [usual.answer, isChanged ? changed.answer : undefined]
  const error = usual.error ?? (isChanged ? changed.error : undefined)
  const difference =
    before && after && after.subject === wish ? differenceWords(before.result, after.result) : ''
  return (
    <>
      <p className="max-w-prose text-pretty text-note text-muted">
        This went into the model, number by number. If a notebook gives another answer, it makes
        another tensor: change here what it may do otherwise, and compare.
      </p>
      <PreprocessingForm usual={manifest.preprocessing} changes={changes} onChange={setChanges} />
      {error !== undefined && <Alert {...describeError(error)} detail={error.detail} />}
      <div className="grid gap-6 md:grid-cols-2">
        {before !== undefined && (
          <Side
            title="As the export says"
            result={before.result}
            isOutdated={before.subject !== live.id}
          />
        )}
        {after !== undefined && (
          <Side
            title="With these changes"
            result={after.result}
            isOutdated={after.subject !== wish}
          />
        )}
      </div>
      {difference !== '' && <p className="max-w-prose text-pretty">{difference}</p>}
      {isChanged && <ForGood changes={changes} />}
      <Announcer message={difference} />
    </>
  )
}

interface SideProps {
  title: string
  result: ImageClassification
  /** Another one is on its way. */
  isOutdated: boolean
}

function Side({ title, result: { seen, predictions }, isOutdated }: SideProps) {
  return (
    <section
      aria-label={title}
      className={`grid min-w-0 content-start gap-4 text-note ${isOutdated ? 'opacity-40' : ''}`}
    >
      <h3 className="font-semibold">{title}</h3>
      {seen !== undefined && <TensorPictures seen={seen} whose={title.toLowerCase()} />}
      <PredictionList name={title} predictions={predictions} isOutdated={isOutdated} />
    </section>
  )
}

function ForGood({ changes }: { changes: Changes }) {
  const json = inVitrineJson(changes)
  return (
    <div className="grid gap-2 text-note">
      <p className="max-w-prose text-pretty">
        If this is how the model was trained, write it into <code>vitrine.json</code> beside the
        export, and everybody gets it:
      </p>
      <pre className="num overflow-x-auto rounded-lg border border-line bg-well p-3">{json}</pre>
      <span>
        <CopyButton text={() => json}>Copy for vitrine.json</CopyButton>
      </span>
    </div>
  )
}
