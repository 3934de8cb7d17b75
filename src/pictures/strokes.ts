/** A drawing as what was done, so that any of it can be undone. Places are in pixels of the pad. */
export interface Point {
  readonly x: number
  readonly y: number
}

export type PadTool = 'pen' | 'eraser'

export type PadMark =
  | { readonly kind: 'stroke'; readonly tool: PadTool; readonly points: readonly Point[] }
  /** Takes everything away, and can be undone too. */
  | { readonly kind: 'clear' }

export interface Drawing {
  readonly marks: readonly PadMark[]
  /** The last stroke goes on. */
  readonly isOpen: boolean
}

export type PadEvent =
  | { readonly type: 'begin'; readonly tool: PadTool; readonly at: Point }
  | { readonly type: 'move'; readonly at: Point }
  | { readonly type: 'end' }
  | { readonly type: 'undo' }
  | { readonly type: 'clear' }

export const emptyDrawing: Drawing = { marks: [], isOpen: false }

export function padReducer(drawing: Drawing, event: PadEvent): Drawing {
  const { marks, isOpen } = drawing
  switch (event.type) {
    case 'begin': {
      const stroke = { kind: 'stroke', tool: event.tool, points: [event.at] } as const
      return { marks: [...marks, stroke], isOpen: true }
    }
    case 'move': {
      const last = marks.at(-1)
      if (!isOpen || last?.kind !== 'stroke') return drawing
      const longer = { ...last, points: [...last.points, event.at] }
      return { marks: [...marks.slice(0, -1), longer], isOpen }
    }
    case 'end':
      return isOpen ? { marks, isOpen: false } : drawing
    case 'undo':
      return marks.length === 0 ? drawing : { marks: marks.slice(0, -1), isOpen: false }
    case 'clear':
      return isBlank(drawing) ? drawing : { marks: [...marks, { kind: 'clear' }], isOpen: false }
    default:
      return event satisfies never
  }
}

export function isBlank({ marks }: Drawing): boolean {
  return marks.length === 0 || marks.at(-1)?.kind === 'clear'
}

export interface PadLook {
  readonly width: number
  readonly height: number
  readonly ink: string
  readonly ground: string
}

/** The part of a 2D context that drawing needs. */
export type PadContext = Pick<
  CanvasRenderingContext2D,
  | 'fillStyle'
  | 'strokeStyle'
  | 'lineWidth'
  | 'lineCap'
  | 'lineJoin'
  | 'fillRect'
  | 'beginPath'
  | 'moveTo'
  | 'lineTo'
  | 'stroke'
>

/** Of the shorter side: about as thick as the digits of MNIST. */
const penWidth = 0.085
const eraserWidth = 0.2

export function draw(context: PadContext, { marks }: Drawing, look: PadLook): void {
  const { width, height, ink, ground } = look
  const side = Math.min(width, height)
  context.fillStyle = ground
  context.fillRect(0, 0, width, height)
  context.lineCap = 'round'
  context.lineJoin = 'round'
  const cleared = marks.findLastIndex(({ kind }) => kind === 'clear')
  for (const mark of marks.slice(cleared + 1)) {
    if (mark.kind === 'clear') continue
    const [first, ...rest] = mark.points
    if (first === undefined) continue
    context.strokeStyle = mark.tool === 'pen' ? ink : ground
    context.lineWidth = side * (mark.tool === 'pen' ? penWidth : eraserWidth)
    context.beginPath()
    context.moveTo(first.x, first.y)
    // A line to where it began is a dot.
    for (const { x, y } of rest.length === 0 ? [first] : rest) context.lineTo(x, y)
    context.stroke()
  }
}
