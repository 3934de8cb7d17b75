/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an <img> cannot be painted on */
import { useEffect, useRef } from 'react'
import { paintLabels, shrinkLabels, type LabelMap } from '../../core/masks/label-map.ts'
import type { Segment } from './segments.ts'
import type { Look } from './settings.ts'

/** More than a screen shows of it; painting it takes a few milliseconds. */
const mostPixels = 1_000_000
/** On a canvas of this width a line is one pixel wide. */
const lineWidth = 420

interface MaskOverlayProps {
  map: LabelMap
  /** Those that are shown. */
  segments: readonly Segment[]
  look: Pick<Look, 'opacity' | 'hasContours'>
}

/** The areas in their colours, over the picture from edge to edge. */
export function MaskOverlay({ map, segments, look }: MaskOverlayProps) {
  const { opacity, hasContours } = look
  const canvas = useRef<HTMLCanvasElement>(null)

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (canvas.current === null || context == null) return
    const shown = shrinkLabels(map, mostPixels)
    const alpha = Math.round(opacity * 255)
    const pixels = paintLabels(shown, {
      fills: new Map(segments.map(({ label, colour }) => [label, [...colour, alpha]] as const)),
      contour: hasContours ? Math.max(1, Math.round(shown.width / lineWidth)) : 0,
    })
    canvas.current.width = shown.width
    canvas.current.height = shown.height
    context.putImageData(new ImageData(pixels, shown.width, shown.height), 0, 0)
  }, [map, segments, opacity, hasContours])

  return (
    <canvas
      ref={canvas}
      role="img"
      aria-label="Mask"
      data-segments={segments.map(({ name }) => name).join(', ')}
      className="pointer-events-none absolute inset-0 size-full"
    />
  )
}
