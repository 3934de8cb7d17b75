import { describe, expect, it } from 'vitest'
import {
  draw,
  emptyDrawing,
  isBlank,
  padReducer,
  type PadContext,
  type PadEvent,
} from './strokes.ts'

const after = (...events: PadEvent[]) => events.reduce(padReducer, emptyDrawing)
const stroke = (x: number, tool: 'pen' | 'eraser' = 'pen'): PadEvent[] => [
  { type: 'begin', tool, at: { x, y: 0 } },
  { type: 'move', at: { x, y: 9 } },
  { type: 'end' },
]

/** What was drawn, as a list of words. */
function drawn(...events: PadEvent[]): string[] {
  const said: string[] = []
  const context = {
    fillStyle: '',
    strokeStyle: '',
    lineWidth: 0,
    fillRect: () => said.push(`ground ${context.fillStyle}`),
    beginPath: () => {},
    moveTo: (x: number, y: number) => said.push(`from ${x},${y}`),
    lineTo: (x: number, y: number) => said.push(`to ${x},${y}`),
    stroke: () => said.push(`${context.strokeStyle} ${context.lineWidth}`),
  }
  draw(context as unknown as PadContext, after(...events), {
    width: 200,
    height: 100,
    ink: 'white',
    ground: 'black',
  })
  return said
}

describe('a drawing', () => {
  it('is its strokes in order, pen and eraser', () => {
    expect(drawn(...stroke(1), ...stroke(2, 'eraser'))).toEqual([
      'ground black',
      'from 1,0',
      'to 1,9',
      'white 8.5',
      'from 2,0',
      'to 2,9',
      'black 20',
    ])
  })

  it('shows a dot where the pen only touched', () => {
    expect(drawn({ type: 'begin', tool: 'pen', at: { x: 5, y: 5 } }, { type: 'end' })).toEqual([
      'ground black',
      'from 5,5',
      'to 5,5',
      'white 8.5',
    ])
  })

  it('loses its last stroke to undo, and nothing when there is none', () => {
    expect(after(...stroke(1), ...stroke(2), { type: 'undo' })).toEqual(after(...stroke(1)))
    expect(after({ type: 'undo' })).toEqual(emptyDrawing)
  })

  it('can be cleared, and the clearing undone', () => {
    const cleared = after(...stroke(1), { type: 'clear' })
    expect(isBlank(cleared)).toBe(true)
    expect(drawn(...stroke(1), { type: 'clear' })).toEqual(['ground black'])
    expect(padReducer(cleared, { type: 'undo' })).toEqual(after(...stroke(1)))
  })

  it('is not cleared twice', () => {
    const cleared = after(...stroke(1), { type: 'clear' })
    expect(padReducer(cleared, { type: 'clear' })).toBe(cleared)
  })

  it('does not move without a pen on it', () => {
    const done = after(...stroke(1))
    expect(padReducer(done, { type: 'move', at: { x: 50, y: 50 } })).toBe(done)
  })
})
