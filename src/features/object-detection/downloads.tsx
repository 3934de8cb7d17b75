import { useState } from 'react'
import type { ObjectDetection } from '../../protocol/picture-tasks.ts'
import { Alert } from '../../ui/alert.tsx'
import { Button } from '../../ui/button.tsx'
import { downloadBlob } from '../../ui/download-blob.ts'
import { annotatePicture } from './annotate-picture.ts'
import { cocoJson, detectionJson } from './detection-json.ts'
import type { Thing } from './things.ts'

interface DownloadsProps {
  result: ObjectDetection
  things: readonly Thing[]
  /** Of the picture's file, or what stands for it. */
  fileName: string
  /** The picture's own bytes; undefined where there are none. */
  image: (() => Promise<Blob>) | undefined
}

type Drawing = 'idle' | 'busy' | 'failed'

/** What is shown, to be taken along. */
export function Downloads({ result, things, fileName, image }: DownloadsProps) {
  const [drawing, setDrawing] = useState<Drawing>('idle')
  const stem = fileName.replace(/\.[^.]*$/, '') || 'picture'
  const { classes } = result

  function saveJson(text: string, name: string) {
    downloadBlob(new Blob([text], { type: 'application/json' }), name)
  }

  async function savePicture(read: () => Promise<Blob>) {
    setDrawing('busy')
    try {
      const png = await annotatePicture(await read(), result.image, things)
      downloadBlob(png, `${stem}-detections.png`)
      setDrawing('idle')
    } catch {
      setDrawing('failed')
    }
  }

  return (
    <div className="grid gap-2">
      <div className="flex flex-wrap items-center gap-2 text-note">
        <span aria-hidden="true" className="text-muted">
          Download
        </span>
        <Button
          aria-label="Download JSON"
          onClick={() => saveJson(detectionJson(things), `${stem}-detections.json`)}
        >
          JSON
        </Button>
        <Button
          aria-label="Download COCO"
          onClick={() => saveJson(cocoJson(things, { classes, fileName }), `${stem}-coco.json`)}
        >
          COCO
        </Button>
        {image !== undefined && (
          <Button
            aria-label="Download PNG"
            disabled={drawing === 'busy'}
            aria-busy={drawing === 'busy'}
            onClick={() => void savePicture(image)}
          >
            PNG
          </Button>
        )}
      </div>
      {drawing === 'failed' && (
        <Alert
          title="The picture could not be drawn."
          reason="The browser cannot decode it at its full size on the page, or it is gone."
          remedy="The JSON has all boxes."
        />
      )}
    </div>
  )
}
