import { useRef, useState, type PointerEvent, type ReactNode } from 'react'
import type { Size } from '../../core/pixels/crop-window.ts'

interface CompareProps {
  /** Whose shape the frame has. */
  shape: Size
  /** Fills the frame; undefined where there is nothing to compare with. */
  before: ReactNode
  /** The same; to be seen right of the line. */
  after: ReactNode
}

/** Two pictures of one shape, and a line between them that can be moved. */
export function Compare({ shape, before, after }: CompareProps) {
  const [percent, setPercent] = useState(50)
  const frame = useRef<HTMLDivElement>(null)
  const hasBefore = before !== undefined

  function follow({ clientX }: PointerEvent) {
    const box = frame.current?.getBoundingClientRect()
    if (box === undefined || box.width === 0) return
    const share = (clientX - box.left) / box.width
    setPercent(Math.round(Math.min(1, Math.max(0, share)) * 100))
  }

  return (
    <div
      ref={frame}
      // A finger that goes up or down scrolls the page all the same.
      className="relative mx-auto max-w-full touch-pan-y overflow-hidden rounded-xl border border-line bg-well outline-accent select-none has-focus-visible:outline-2 has-focus-visible:outline-offset-2"
      style={{
        aspectRatio: `${shape.width} / ${shape.height}`,
        width: `min(100%, calc(70svh * ${shape.width / shape.height}))`,
      }}
      onPointerDown={(event) => {
        if (!hasBefore || event.button !== 0) return
        event.currentTarget.setPointerCapture(event.pointerId)
        follow(event)
      }}
      onPointerMove={(event) => {
        if (event.currentTarget.hasPointerCapture(event.pointerId)) follow(event)
      }}
    >
      {before}
      <div
        className="absolute inset-0"
        style={hasBefore ? { clipPath: `inset(0 0 0 ${percent}%)` } : undefined}
      >
        {after}
      </div>
      {hasBefore && (
        <>
          <Tag side="left" isShown={percent > 12}>
            Before
          </Tag>
          <Tag side="right" isShown={percent < 88}>
            After
          </Tag>
          <div
            aria-hidden="true"
            className="pointer-events-none absolute inset-y-0 w-0.5 -translate-x-1/2 bg-[#fff] shadow-[0_0_3px_rgb(0_0_0/0.7)]"
            style={{ left: `${percent}%` }}
          >
            <span className="absolute top-1/2 left-1/2 grid size-9 -translate-1/2 place-items-center rounded-full bg-[#fff] text-[#191c1e] shadow-[0_1px_4px_rgb(0_0_0/0.5)]">
              ⇔
            </span>
          </div>
          {/* For the keyboard and screen readers; pointers have the whole picture. */}
          <input
            type="range"
            aria-label="Before and after"
            aria-valuetext={`${percent} % before, ${100 - percent} % after`}
            min={0}
            max={100}
            value={percent}
            onChange={(event) => setPercent(Number(event.target.value))}
            className="pointer-events-none absolute inset-0 size-full opacity-0"
          />
        </>
      )}
    </div>
  )
}

interface TagProps {
  side: 'left' | 'right'
  isShown: boolean
  children: ReactNode
}

function Tag({ side, isShown, children }: TagProps) {
  if (!isShown) return null
  return (
    <span
      aria-hidden="true"
      className={`pointer-events-none absolute top-2 rounded-md bg-[#191c1e]/80 px-2 py-0.5 text-xs text-[#fff] ${side === 'left' ? 'left-2' : 'right-2'}`}
    >
      {children}
    </span>
  )
}
