import { expect, it } from 'vitest'
import { VitrineError } from '../protocol/errors.ts'
import { manyReducer, outcomesOf, type ManyEvent, type ManyState } from './many-state.ts'

type State = ManyState<string, number>

const done = (kept: number) => ({ status: 'done' as const, kept })
const after = (...events: ManyEvent<string, number>[]): State =>
  events.reduce<State>(manyReducer, { status: 'idle' })
const started = { type: 'started', id: 1, items: ['a', 'b', 'c'] } as const
const came = (place: number, kept: number) =>
  ({ type: 'came', outcomes: new Map([[place, done(kept)]]) }) as const

it('counts what has come, each place once', () => {
  const state = after(started, came(2, 7), came(0, 5), came(2, 8))
  expect(outcomesOf(state)).toMatchObject({
    outcomes: [done(5), undefined, done(8)],
    count: 2,
  })
})

it.each([
  [{ type: 'stopped' } as const, 'stopped'],
  [{ type: 'finished' } as const, 'done'],
  [{ type: 'failed', error: new VitrineError('run-failed') } as const, 'failed'],
])('keeps what is done when it has %o, and hears nothing more', (event, status) => {
  const state = after(started, came(0, 5), event, came(1, 6))
  expect(state.status).toBe(status)
  expect(outcomesOf(state)).toMatchObject({ count: 1, outcomes: [done(5), undefined, undefined] })
})

it('goes on from what is there', () => {
  const error = new VitrineError('run-failed')
  const state = after(started, came(0, 5), { type: 'failed', error }, { type: 'resumed' })
  expect(state).toEqual({
    status: 'running',
    id: 1,
    items: ['a', 'b', 'c'],
    outcomes: [done(5), undefined, undefined],
    count: 1,
  })
})

it('begins anew with other items, and forgets all when asked to', () => {
  const again = after(started, came(0, 5), { type: 'started', id: 2, items: ['d'] })
  expect(again).toMatchObject({ status: 'running', id: 2, count: 0, outcomes: [undefined] })
  expect(manyReducer(again, { type: 'reset' })).toEqual({ status: 'idle' })
  expect(after(came(0, 1), { type: 'resumed' })).toEqual({ status: 'idle' })
})
