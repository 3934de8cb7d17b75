import { createContext, useContext, useEffect, useRef, useState, type ReactNode } from 'react'
import type { PictureFacts } from '../../protocol/picture-tasks.ts'
import { createThumbnails, type Thumbnails } from './thumbnails.ts'

/** Of its shorter side, in pixels of the device: as wide as a tile, sharp on most screens. */
const sizePx = 160
/** Of a longer side, however long a picture is. */
const mostPx = 1000

interface Source {
  readonly file: File
  readonly image: PictureFacts
}

const ThumbnailsContext = createContext<Thumbnails<Source, ImageBitmap> | undefined>(undefined)

/** Keeps the small pictures of what is inside it, for as long as it is there. */
export function KeepThumbnails({ children }: { children: ReactNode }) {
  const [thumbnails] = useState(() =>
    createThumbnails(make, { atOnce: 2, keep: 200 }, (bitmap) => bitmap.close()),
  )
  useEffect(() => thumbnails.clear, [thumbnails])
  return <ThumbnailsContext value={thumbnails}>{children}</ThumbnailsContext>
}

function make({ file, image: { width, height } }: Source): Promise<ImageBitmap> {
  const scale = Math.min(1, sizePx / Math.min(width, height), mostPx / Math.max(width, height))
  return createImageBitmap(file, {
    resizeWidth: Math.max(1, Math.round(width * scale)),
    resizeHeight: Math.max(1, Math.round(height * scale)),
    resizeQuality: 'medium',
  })
}

interface ThumbnailProps {
  /** The same object for the same picture. */
  source: Source | undefined
  className: string
}

/**
 * A small picture, cut to a square. Only of one that the worker has looked at: decoding on the page what nobody has
 * measured could cost a gigabyte.
 */
export function Thumbnail({ source, className }: ThumbnailProps) {
  const thumbnails = useContext(ThumbnailsContext)
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    if (source === undefined || thumbnails === undefined) return undefined
    const stop = new AbortController()
    const show = async () => {
      const bitmap = await thumbnails.of(source, stop.signal)
      if (bitmap !== undefined && !stop.signal.aborted) draw(canvas.current, bitmap)
    }
    void show()
    return () => stop.abort()
  }, [source, thumbnails])
  return (
    <canvas
      ref={canvas}
      aria-hidden="true"
      width={sizePx}
      height={sizePx}
      className={`bg-well ${className}`}
    />
  )
}

function draw(canvas: HTMLCanvasElement | null, bitmap: ImageBitmap) {
  const context = canvas?.getContext('2d')
  if (context == null) return
  const { width, height } = bitmap
  const side = Math.min(width, height)
  context.imageSmoothingEnabled = side > sizePx / 2
  context.clearRect(0, 0, sizePx, sizePx)
  context.drawImage(
    bitmap,
    (width - side) / 2,
    (height - side) / 2,
    side,
    side,
    0,
    0,
    sizePx,
    sizePx,
  )
}
