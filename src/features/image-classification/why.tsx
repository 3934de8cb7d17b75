import { useEffect, useState } from 'react'
import { describeError } from '../../protocol/messages.ts'
import type { ImageClassificationManifest } from '../../protocol/picture-manifests.ts'
import { useRun } from '../../queries/use-run.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { Field } from '../../ui/field.tsx'
import { ProgressBar } from '../../ui/progress-bar.tsx'
import { Select } from '../../ui/select.tsx'
import { classNamer, ranked } from './class-names.ts'
import type { Asking, LiveStill, OnOverlay } from './asking.ts'
import { HeatLegend } from './heat-legend.tsx'
import { HeatOverlay } from './heat-overlay.tsx'
import { costWords, heatWords } from './heat-words.ts'
import { details, gridFor, type Detail } from './occlusion-detail.ts'
import { stillImage } from '../../pictures/still-image.ts'

interface WhyProps {
  asking: Asking
  live: LiveStill
  onOverlay: OnOverlay
  /** What is folded away is not drawn over the picture. */
  isOpen: boolean
}

/** Which parts of the picture a class needs: each is covered once, and the model asked again. */
export function Why({ asking, live, isOpen, onOverlay }: WhyProps) {
  const { manifest, runtime, sourceOf } = asking
  const { id, picture, result } = live
  const { state, start, stop } = useRun<ImageClassificationManifest, undefined>(manifest, runtime)
  const [chosen, setChosen] = useState('')
  const [detail, setDetail] = useState<Detail>('coarse')
  const [opacity, setOpacity] = useState(0.7)
  const grid = gridFor(detail, manifest.preprocessing)
  const [answer, setAnswer] = useState<typeof result>()
  if (state.status === 'done' && state.result !== answer) setAnswer(state.result)
  const heat = answer?.heat
  const step = state.status === 'running' ? state.steps.at(-1) : undefined

  useEffect(() => {
    if (!isOpen || heat === undefined) return undefined
    onOverlay({ id, content: <HeatOverlay {...{ heat, opacity }} picture={result.image} /> })
    return () => onOverlay(undefined)
  }, [isOpen, heat, opacity, id, result, onOverlay])

  function look() {
    const { patch, step: pixels } = grid
    start(undefined, async (signal) => ({
      image: await stillImage(picture, sourceOf, signal),
      topK: 1,
      all: true,
      occlude: { patch, step: pixels, ...(chosen !== '' && { class: Number(chosen) }) },
    }))
  }

  const nameOf = classNamer(manifest.labels, result)
  const isRunning = state.status === 'running'
  const done = step === undefined ? 0 : (100 * (step.index + 1)) / step.total
  return (
    <>
      <p className="max-w-prose text-pretty text-note text-muted">
        The picture is covered part by part with its own mean colour, and the model asked each time:
        where a class becomes less probable, it needed that part.
      </p>
      <div className="grid grid-cols-[repeat(auto-fill,minmax(min(100%,14rem),1fr))] gap-3">
        <Field label="Class">
          {(links) => (
            <Select
              {...links}
              value={chosen}
              options={[
                ['', 'The most probable one'],
                ...indices(manifest, answer ?? result).map(
                  (index) => [String(index), nameOf(index)] as const,
                ),
              ]}
              onChange={setChosen}
            />
          )}
        </Field>
        <Field label="Detail">
          {(links) => (
            <Select
              {...links}
              value={detail}
              options={details}
              onChange={(next) => setDetail(next)}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap items-center gap-3">
        {isRunning ? (
          <Button onClick={stop}>Stop</Button>
        ) : (
          <Button look="primary" onClick={look}>
            Show what matters
          </Button>
        )}
        <p className="num text-note text-muted">{costWords(grid.parts, result.timing)}</p>
      </div>
      {isRunning && (
        <ProgressBar name="Covering" percent={done} text={`${Math.round(done)} per cent covered`} />
      )}
      {state.status === 'failed' && (
        <Alert {...describeError(state.error)} detail={state.error.detail} />
      )}
      {heat !== undefined && (
        <>
          <p className="max-w-prose text-pretty">{heatWords(heat)}</p>
          <p className="text-note text-muted">The colours lie over the picture above.</p>
          <HeatLegend opacity={opacity} onOpacity={setOpacity} />
        </>
      )}
      <Announcer
        message={isRunning ? 'Covering the picture.' : heat === undefined ? '' : heatWords(heat)}
      />
    </>
  )
}

/** The classes that can be asked about: all of them, as far as they are known. */
function indices(
  { labels }: ImageClassificationManifest,
  { probabilities, mismatch, predictions }: LiveStill['result'],
): readonly number[] {
  if (probabilities !== undefined) return ranked(probabilities)
  if (mismatch !== undefined) return []
  const first = predictions.map((one) => labels.indexOf(one.class)).filter((index) => index >= 0)
  return [...new Set([...first, ...labels.keys()])]
}
