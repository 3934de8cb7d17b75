/* oxlint-disable jsx-a11y/prefer-tag-over-role -- what was fed is numbers, and no file that an <img> could show */
import { useEffect, useRef } from 'react'
import type { SeenTensor } from '../protocol/picture-tasks.ts'

/** What the model was fed, pixel by pixel. */
export function SeenPicture({ seen }: { seen: SeenTensor }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height, resized } = seen
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context == null) return
    context.putImageData(new ImageData(new Uint8ClampedArray(resized), width, height), 0, 0)
  }, [width, height, resized])
  return (
    <figure className="flex min-w-0 flex-col items-center gap-2">
      <canvas
        ref={canvas}
        width={width}
        height={height}
        role="img"
        aria-label="What the model receives"
        className="w-24 max-w-full rounded-sm [image-rendering:pixelated] sm:w-32"
      />
      <figcaption className="num text-center text-note text-muted">
        seen as {width} × {height}
      </figcaption>
    </figure>
  )
}
