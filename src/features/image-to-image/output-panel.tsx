import { useState } from 'react'
import { nameOf } from '../../pictures/picture.ts'
import { timingWords } from '../../pictures/words.ts'
import type { ImageToImageManifest } from '../../protocol/picture-manifests.ts'
import { Alert } from '../../ui/alert.tsx'
import { Announcer } from '../../ui/announcer.tsx'
import { CopyButton } from '../../ui/copy-button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Output } from './output.tsx'
import { outputJson } from './output-json.ts'
import type { LiveOutput, Outputs } from './outputs.ts'
import { SaveButton } from './save-button.tsx'

interface OutputPanelProps {
  manifest: ImageToImageManifest
  pictures: Outputs
}

/** What came out, over what went in. */
export function OutputPanel({ manifest, pictures }: OutputPanelProps) {
  const { exhibit, isRunning, incoming, sourceOf } = pictures
  const live = exhibit.kind === 'live' ? exhibit : undefined
  // The answer that could not be saved: another one may do.
  const [unsaved, setUnsaved] = useState<unknown>()
  return (
    <Panel
      title="Output"
      foot={
        <>
          <span>{timingWords(exhibit)}</span>
          <span className="inline-flex flex-wrap items-center gap-4">
            {live !== undefined && (
              <SaveButton
                output={live.result}
                pictureName={nameOf(live.picture)}
                onFailed={() => setUnsaved(live.result)}
              />
            )}
            <CopyButton text={live && (() => outputJson(live.result))}>Copy JSON</CopyButton>
          </span>
        </>
      }
    >
      <div aria-busy={isRunning} className="grid grow content-start">
        {live === undefined ? (
          <Nothing isRunning={isRunning} />
        ) : (
          <div className={`grid gap-4 ${incoming === undefined ? '' : 'opacity-40'}`}>
            <Output manifest={manifest} live={live} sourceOf={sourceOf} />
          </div>
        )}
      </div>
      {live !== undefined && unsaved === live.result && (
        <Alert
          title="The output could not be saved."
          reason="The browser makes no picture of this size."
          remedy="Try a smaller picture."
        />
      )}
      <Announcer message={isRunning ? 'Looking at the picture.' : announcement(live)} />
    </Panel>
  )
}

function announcement(live: LiveOutput | undefined): string {
  // A camera's frames are many.
  if (live === undefined || live.picture.kind === 'camera') return ''
  const { width, height } = live.result
  return `The output is there, ${width} × ${height} pixels.`
}

function Nothing({ isRunning }: { isRunning: boolean }) {
  return isRunning ? (
    <Skeleton className="aspect-4/3 w-full" />
  ) : (
    <p className="text-pretty text-muted">
      Give the model a picture: here it shows what it makes of it, to compare with what went in.
    </p>
  )
}
