import { describe, expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { buildGeneration, buildStep } from '../testing/builders.ts'
import { outcomeOf, runReducer, type RunEvent, type RunState } from './run-state.ts'

type State = RunState<'text-generation', string>
type Event = RunEvent<'text-generation', string>

const idle: State = { status: 'idle' }
const started = (id: number): Event => ({ type: 'started', id, subject: `prompt ${id}` })
const stepped = (...indices: number[]): Event => ({
  type: 'stepped',
  steps: indices.map((index) => buildStep(` ${index}`, index)),
})
const finished: Event = { type: 'finished', result: buildGeneration([' a']) }
const failed: Event = { type: 'failed', error: new VitrineError('worker-died') }

function after(...events: Event[]): State {
  let state = idle
  for (const event of events) state = runReducer<'text-generation', string>(state, event)
  return state
}
const textOf = (state: State) => {
  const steps =
    state.status === 'running' ? state.steps : outcomeOf<'text-generation', string>(state)?.steps
  return steps?.map(({ text }) => text).join('')
}

describe('a run', () => {
  it('ends with its result', () => {
    expect(after(started(1), stepped(0, 1), finished)).toMatchObject({ status: 'done', id: 1 })
  })

  it('that is stopped keeps what had come', () => {
    const state = after(started(1), stepped(0), stepped(1), { type: 'stopped' })
    expect(state.status).toBe('stopped')
    expect(textOf(state)).toBe(' 0 1')
  })

  it('that fails before anything came leaves the last outcome', () => {
    const state = after(started(1), finished, started(2), failed)
    expect(state.status).toBe('failed')
    expect(outcomeOf(state)).toMatchObject({ status: 'done', id: 1 })
  })

  it('that fails in the middle leaves its own pieces', () => {
    const state = after(started(1), finished, started(2), stepped(0), failed)
    expect(outcomeOf(state)).toMatchObject({ status: 'stopped', id: 2 })
  })

  it('that never began leaves everything as it was', () => {
    const before = after(started(1), finished)
    expect(runReducer(runReducer(before, started(2)), { type: 'withdrawn' })).toBe(before)
    expect(after(started(1), { type: 'withdrawn' })).toEqual(idle)
  })

  it('that is repeated on another device begins its text anew', () => {
    expect(textOf(after(started(1), stepped(0, 1, 2), stepped(0), stepped(1)))).toBe(' 0 1')
    expect(textOf(after(started(1), stepped(0, 1, 0)))).toBe(' 0')
  })

  it('is over when it is over: late words change nothing', () => {
    const done = after(started(1), finished)
    for (const late of [stepped(3), finished, failed, { type: 'stopped' } as const]) {
      expect(runReducer(done, late)).toBe(done)
    }
  })
})
