import { useEffect, useEffectEvent, useId, useMemo, useReducer, useRef, useState } from 'react'
import { Announcer } from '../ui/announcer.tsx'
import { Button } from '../ui/button.tsx'
import type { PictureTask } from './exhibit.ts'
import { PadCanvas } from './pad-canvas.tsx'
import type { Picture } from './picture.ts'
import { SeenPicture } from './seen-picture.tsx'
import { Frame } from './stage.tsx'
import {
  draw,
  emptyDrawing,
  isBlank,
  padReducer,
  type Drawing,
  type PadLook,
  type PadTool,
} from './strokes.ts'
import type { Pictures } from './use-pictures.ts'

interface PadViewProps<T extends PictureTask> {
  pictures: Pictures<T, unknown>
  onPicture(picture: Picture): void
  onClose(): void
}

/** Pixels of the pad for each pixel that the model gets: enough for a round pen. */
const scale = 10

/** A pad for models that get few grey pixels, and beside it what they get of the drawing. */
export function PadView<T extends PictureTask>({ pictures, onPicture, onClose }: PadViewProps<T>) {
  const { width, height } = pictures.manifest.preprocessing
  const [drawing, say] = useReducer(padReducer, emptyDrawing)
  const [tool, setTool] = useState<PadTool>('pen')
  const [isInverted, setIsInverted] = useState(false)
  const helpId = useId()
  const look = useMemo<PadLook>(() => {
    const size = { width: width * scale, height: height * scale }
    return isInverted
      ? { ...size, ink: 'black', ground: 'white' }
      : { ...size, ink: 'white', ground: 'black' }
  }, [width, height, isInverted])

  const drawn = useGivenDrawing(drawing, look, onPicture)
  const { current, exhibit, error, isLoaded } = pictures
  const close = useEffectEvent(onClose)
  // Another picture was given meanwhile. One that failed leaves the pad, and what is on it.
  const isLeft = drawn !== undefined && current !== drawn.picture && error === undefined && isLoaded
  useEffect(() => {
    if (isLeft) close()
  }, [isLeft])

  const isOurs = exhibit.kind === 'live' && exhibit.picture.kind === 'file' && exhibit.picture.drawn
  const seen = isOurs === true ? exhibit.result.seen : undefined
  return (
    <>
      <Frame className="gap-4 p-3">
        <PadCanvas
          drawing={drawing}
          look={look}
          tool={tool}
          step={scale}
          describedBy={helpId}
          onEvent={say}
        />
        {seen !== undefined && <SeenPicture seen={seen} />}
      </Frame>
      <div className="flex flex-wrap items-center gap-2">
        <fieldset aria-label="Tool" className="flex gap-2">
          {(['pen', 'eraser'] as const).map((one) => (
            <Button
              key={one}
              aria-pressed={tool === one}
              onClick={() => setTool(one)}
              className="aria-pressed:border-accent aria-pressed:text-accent"
            >
              {one === 'pen' ? 'Pen' : 'Eraser'}
            </Button>
          ))}
        </fieldset>
        <Button disabled={drawing.marks.length === 0} onClick={() => say({ type: 'undo' })}>
          Undo
        </Button>
        <Button disabled={isBlank(drawing)} onClick={() => say({ type: 'clear' })}>
          Clear
        </Button>
        <label className="flex min-h-9 cursor-pointer items-center gap-2 text-note pointer-coarse:min-h-11">
          <input
            type="checkbox"
            checked={isInverted}
            onChange={({ target }) => setIsInverted(target.checked)}
            className="size-4 accent-accent"
          />
          Black on white
        </label>
        <Button onClick={onClose}>Close the pad</Button>
      </div>
      <p id={helpId} className="text-note text-pretty text-muted">
        Draw with the pointer, or with the arrow keys: Space puts the pen down and lifts it. The
        model looks whenever it is lifted.
      </p>
      <Announcer message={drawing.isOpen ? 'The pen is down.' : ''} />
    </>
  )
}

/** Gives the drawing to the model whenever a stroke has ended; the latest wins. */
function useGivenDrawing(drawing: Drawing, look: PadLook, onPicture: (picture: Picture) => void) {
  const [drawn, setDrawn] = useState<{ picture: Picture }>()
  const given = useRef({ drawing: emptyDrawing, look })
  const give = useEffectEvent((file: File) => {
    const picture: Picture = { kind: 'file', file, drawn: true }
    setDrawn({ picture })
    onPicture(picture)
  })
  useEffect(() => {
    const { drawing: before, look: lookBefore } = given.current
    const isNew = drawing.marks !== before.marks || (look !== lookBefore && before.marks.length > 0)
    if (drawing.isOpen || !isNew) return undefined
    given.current = { drawing, look }
    const left = new AbortController()
    fileOf(drawing, look).then(
      (file) => left.signal.aborted || give(file),
      // Without a canvas there is nothing to see either.
      () => {},
    )
    return () => left.abort()
  }, [drawing, look])
  return drawn
}

async function fileOf(drawing: Drawing, look: PadLook): Promise<File> {
  const canvas = new OffscreenCanvas(look.width, look.height)
  const context = canvas.getContext('2d', { alpha: false })
  if (context !== null) draw(context, drawing, look)
  const blob = await canvas.convertToBlob({ type: 'image/png' })
  return new File([blob], 'drawing.png', { type: 'image/png' })
}
