/* oxlint-disable jsx-a11y/no-noninteractive-element-interactions, jsx-a11y/no-noninteractive-tabindex -- an application is interactive, whatever its tag */
import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent } from 'react'
import {
  draw,
  type Drawing,
  type PadEvent,
  type PadLook,
  type PadTool,
  type Point,
} from './strokes.ts'

interface PadCanvasProps {
  drawing: Drawing
  look: PadLook
  tool: PadTool
  /** How far an arrow key goes: a pixel of what the model gets. */
  step: number
  describedBy: string
  onEvent(event: PadEvent): void
}

/** What is drawn on, with a pointer or with the arrow keys. */
export function PadCanvas(props: PadCanvasProps) {
  const { drawing, look, tool, step, describedBy, onEvent } = props
  const { width, height } = look
  const canvas = useRef<HTMLCanvasElement>(null)
  /** Of the keyboard; there only once a key was used. */
  const [cursor, setCursor] = useState<Point>()

  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (context != null) draw(context, drawing, look)
  }, [drawing, look])

  function pointOf({ currentTarget, clientX, clientY }: PointerEvent): Point {
    const box = currentTarget.getBoundingClientRect()
    return {
      x: ((clientX - box.left) / box.width) * width,
      y: ((clientY - box.top) / box.height) * height,
    }
  }

  function onKeyDown(event: KeyboardEvent) {
    const at = cursor ?? { x: width / 2, y: height / 2 }
    const way = ways[event.key]
    if (way !== undefined) {
      event.preventDefault()
      const far = step * (event.shiftKey ? 4 : 1)
      const next = {
        x: Math.min(width, Math.max(0, at.x + way.x * far)),
        y: Math.min(height, Math.max(0, at.y + way.y * far)),
      }
      setCursor(next)
      if (drawing.isOpen) onEvent({ type: 'move', at: next })
    } else if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault()
      setCursor(at)
      onEvent(drawing.isOpen ? { type: 'end' } : { type: 'begin', tool, at })
    } else if (event.key === 'Escape' && drawing.isOpen) {
      event.preventDefault()
      onEvent({ type: 'end' })
    }
  }

  return (
    // An application: arrow keys and Space have a meaning of their own here, which the description tells.
    <div
      role="application"
      aria-label="Drawing pad"
      aria-describedby={describedBy}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onBlur={() => {
        setCursor(undefined)
        onEvent({ type: 'end' })
      }}
      onPointerDown={(event) => {
        if (event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        setCursor(undefined)
        onEvent({ type: 'begin', tool, at: pointOf(event) })
      }}
      onPointerMove={(event) => {
        if (event.buttons !== 0 && drawing.isOpen) onEvent({ type: 'move', at: pointOf(event) })
      }}
      onPointerUp={() => onEvent({ type: 'end' })}
      onPointerCancel={() => onEvent({ type: 'end' })}
      className="relative h-44 max-h-full cursor-crosshair sm:h-full touch-none rounded-lg select-none"
      style={{ aspectRatio: `${width} / ${height}` }}
    >
      <canvas
        ref={canvas}
        width={width}
        height={height}
        className="size-full rounded-lg outline outline-edge"
      />
      {cursor !== undefined && (
        <span
          className={`pointer-events-none absolute size-4 -translate-1/2 rounded-full border-2 border-accent ${drawing.isOpen ? 'bg-accent' : ''}`}
          style={{ left: `${(cursor.x / width) * 100}%`, top: `${(cursor.y / height) * 100}%` }}
        />
      )}
    </div>
  )
}

const ways: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
}
