import { useState } from 'react'
import type { LabelMap } from '../../core/masks/label-map.ts'
import type { SegmentationMask } from '../../protocol/picture-tasks.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { downloadBlob } from '../../ui/download-blob.ts'
import { cutOut } from './cut-out.ts'
import { colouredPng, numbersPng } from './save-mask.ts'
import type { Segment } from './segments.ts'

interface DownloadsProps {
  map: LabelMap
  mask: SegmentationMask
  segments: readonly Segment[]
  /** Those that a cut-out keeps. */
  chosen: readonly Segment[]
  /** Of the picture's file, or what stands for it. */
  fileName: string
  /** The picture's own bytes; undefined where there are none. */
  image: (() => Promise<Blob>) | undefined
}

type Saving = 'idle' | 'busy' | 'failed'

/** What is shown, to be taken along. */
export function Downloads(props: DownloadsProps) {
  const { map, mask, segments, chosen, fileName, image } = props
  const [saving, setSaving] = useState<Saving>('idle')
  const stem = fileName.replace(/\.[^.]*$/, '') || 'picture'
  const kept = chosen.filter(
    ({ isBackground, area }) => area > 0 && (!isBackground || chosen.length === 1),
  )

  async function save(name: string, make: () => Promise<Blob>) {
    setSaving('busy')
    try {
      downloadBlob(await make(), `${stem}-${name}.png`)
      setSaving('idle')
    } catch {
      setSaving('failed')
    }
  }

  const buttons = [
    {
      name: 'Mask',
      label: 'Download mask in colours',
      help: 'A PNG with a palette: its values are the numbers of the classes',
      act: () => save('mask', () => colouredPng(map, segments)),
    },
    {
      name: 'Numbers',
      label: 'Download numbers of the mask',
      help: 'A grey PNG with the same values, for programs',
      act: () => save('numbers', () => numbersPng(map)),
    },
    ...(image !== undefined && kept.length > 0
      ? [
          {
            name: kept.length === 1 ? `Cut-out of ${kept[0]!.name}` : 'Cut-out',
            label: kept.length === 1 ? `Download cut-out of ${kept[0]!.name}` : 'Download cut-out',
            help: 'A PNG of what is shown, on a transparent ground',
            act: () =>
              save('cut-out', async () => {
                const labels = new Set(kept.map(({ label }) => label))
                return cutOut(await image(), map, labels, mask)
              }),
          },
        ]
      : []),
  ]

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2 text-note">
        <span aria-hidden="true" className="text-muted">
          Download
        </span>
        {buttons.map(({ name, label, help, act }) => (
          <Button
            key={help}
            aria-label={label}
            title={help}
            disabled={saving === 'busy'}
            onClick={() => void act()}
            className="max-w-full"
          >
            <span className="truncate">{name}</span>
          </Button>
        ))}
      </div>
      {saving === 'failed' && (
        <Alert
          title="The picture could not be made."
          reason="The browser cannot decode or hold it at this size on the page, or it is gone."
          remedy="Try it with a smaller picture."
        />
      )}
    </div>
  )
}
