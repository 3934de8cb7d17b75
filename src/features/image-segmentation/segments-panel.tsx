import { isFromCamera } from '../../pictures/exhibit.ts'
import { nameOf } from '../../pictures/picture.ts'
import type { Pictures } from '../../pictures/use-pictures.ts'
import { timingWords } from '../../pictures/words.ts'
import { Announcer } from '../../ui/announcer.tsx'
import { Button } from '../../ui/button.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { PredictionsSkeleton } from '../../ui/predictions.tsx'
import { Downloads } from './downloads.tsx'
import { Legend } from './legend.tsx'
import { LookControls } from './look-controls.tsx'
import { bytesOf } from '../../pictures/picture-bytes.ts'
import { segmentsJson, type Segment } from './segments.ts'
import type { Look } from './settings.ts'
import type { Meant, Segments } from './use-segments.ts'
import { announcement, mismatchWords, sizeWords } from './words.ts'

interface SegmentsPanelProps {
  pictures: Pictures<'image-segmentation', undefined>
  segments: Segments | undefined
  look: Look
  onLook(look: Look): void
  onMeant(meant: Partial<Meant>): void
}

export function SegmentsPanel(props: SegmentsPanelProps) {
  const { pictures, segments, look, onLook, onMeant } = props
  const { exhibit, isRunning, sourceOf } = pictures
  const message = segments === undefined ? '' : announcement(segments.segments)
  const size = segments && sizeWords(segments.result)
  return (
    <Panel
      title="What is where"
      aside={
        segments?.alone !== undefined && (
          <Button look="quiet" onClick={() => onMeant({ alone: undefined })}>
            Show all
          </Button>
        )
      }
      foot={
        <>
          <span>
            {timingWords(exhibit)}
            {size !== undefined && ` · ${size}`}
          </span>
          <CopyButton text={segments && (() => segmentsJson(segments.listed))}>
            Copy JSON
          </CopyButton>
        </>
      }
    >
      <div aria-busy={isRunning} className="grid grow content-start gap-4">
        {segments === undefined || exhibit.kind !== 'live' ? (
          <Empty isRunning={isRunning} />
        ) : (
          <>
            <Findings
              segments={segments}
              isOutdated={pictures.incoming !== undefined}
              onMeant={onMeant}
            />
            <LookControls
              look={look}
              hasThreshold={segments.result.mask.kind === 'matte'}
              hasBackground={segments.segments.some(({ isBackground }) => isBackground)}
              onLook={onLook}
            />
            <Downloads
              map={segments.map}
              mask={segments.result.mask}
              segments={segments.segments}
              chosen={chosenOf(segments)}
              fileName={nameOf(exhibit.picture)}
              image={bytesOf(exhibit.picture, sourceOf)}
            />
          </>
        )}
      </div>
      <Announcer
        message={isFromCamera(exhibit) ? '' : isRunning ? 'Looking at the picture.' : message}
      />
    </Panel>
  )
}

/** The one that is shown alone, else all; what the pointer passes over is no choice. */
function chosenOf({ listed, alone }: Segments): readonly Segment[] {
  return alone === undefined ? listed : listed.filter(({ label }) => label === alone)
}

interface FindingsProps {
  segments: Segments
  isOutdated: boolean
  onMeant(meant: Partial<Meant>): void
}

function Findings({ segments, isOutdated, onMeant }: FindingsProps) {
  const { result, listed, alone } = segments
  const mismatch = mismatchWords(result)
  const isNothing = listed.every(({ isBackground, area }) => isBackground || area === 0)
  return (
    <div>
      {mismatch !== undefined && (
        <p className="mb-3 text-note text-pretty text-muted">{mismatch}</p>
      )}
      {isNothing && result.mask.kind !== 'semantic' && (
        <p className="text-pretty text-muted">{nothingWords(result.mask.kind)}</p>
      )}
      <Legend
        segments={listed}
        alone={alone}
        isOutdated={isOutdated}
        onPoint={(pointed) => onMeant({ pointed })}
        onAlone={(label) => onMeant({ alone: label })}
      />
    </div>
  )
}

function nothingWords(kind: 'instances' | 'matte'): string {
  return kind === 'matte'
    ? 'No part of this picture reaches the threshold.'
    : 'The model found none of the things that it knows.'
}

function Empty({ isRunning }: { isRunning: boolean }) {
  if (isRunning) return <PredictionsSkeleton />
  return (
    <p className="text-pretty text-muted">
      Give the model a picture: it marks what is where, down to the pixel, and how much of the
      picture each part takes.
    </p>
  )
}
