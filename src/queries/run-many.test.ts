import { describe, expect, it } from 'vitest'
import { VitrineError, type ErrorCode } from '../protocol/errors.ts'
import { buildClassification } from '../testing/builders.ts'
import { runMany, type Outcome } from './run-many.ts'

type Answer = 'fine' | ErrorCode

/** A model that answers what it is told, and counts how many wait for it. */
function modelOf(answers: readonly Answer[], atEach: (place: number) => void = () => {}) {
  const asked: string[] = []
  let inFlight = 0
  const seen = { most: 0 }
  return {
    asked,
    seen,
    async run({ image }: { image: unknown }, { signal }: { signal?: AbortSignal } = {}) {
      const name = (image as File).name
      asked.push(name)
      inFlight += 1
      seen.most = Math.max(seen.most, inFlight)
      await Promise.resolve()
      inFlight -= 1
      if (signal?.aborted) throw new VitrineError('aborted')
      const place = Number(name)
      atEach(place)
      const answer = answers[place] ?? 'fine'
      if (answer !== 'fine') throw new VitrineError(answer)
      return buildClassification()
    },
  }
}

const workOf = (count: number) => ({
  items: Array.from({ length: count }, (_, place) => new File([], String(place))),
  inputOf: (image: File) => ({ image, topK: 1 }),
  keep: (_: unknown, file: File) => file.name,
})

async function run(
  answers: readonly Answer[],
  { count = answers.length, isDone = () => false, model = modelOf(answers), signal }: Options = {},
) {
  const outcomes = new Map<number, Outcome<string>>()
  const end = runMany<'image-classification', File, string>(model, workOf(count), {
    signal: signal ?? new AbortController().signal,
    isDone,
    onOutcome: (place, outcome) => outcomes.set(place, outcome),
  })
  const error = await end.then(
    () => undefined,
    (thrown: unknown) => (thrown as VitrineError).code,
  )
  return { error, outcomes, model }
}

interface Options {
  count?: number
  isDone?: (place: number) => boolean
  model?: ReturnType<typeof modelOf>
  signal?: AbortSignal
}

describe('many pictures through one model', () => {
  it('come out at their own places, never more than two on the way', async () => {
    const { outcomes, model, error } = await run(['fine', 'fine', 'fine', 'fine', 'fine'])
    expect(error).toBeUndefined()
    expect([...outcomes].sort(([one], [other]) => one - other)).toEqual(
      [0, 1, 2, 3, 4].map((place) => [place, { status: 'done', kept: String(place) }]),
    )
    expect(model.seen.most).toBe(2)
    expect(model.asked).toEqual(['0', '1', '2', '3', '4'])
  })

  it('are not stopped by bad ones, however many', async () => {
    const { outcomes, error } = await run([...Array<Answer>(9).fill('image-corrupt'), 'fine'])
    expect(error).toBeUndefined()
    expect([...outcomes.values()].filter(({ status }) => status === 'failed')).toHaveLength(9)
    expect(outcomes.get(9)?.status).toBe('done')
  })

  it('are stopped by a model that fails again and again in the same way', async () => {
    const { model, error } = await run(Array<Answer>(50).fill('run-failed'))
    expect(error).toBe('run-failed')
    expect(model.asked.length).toBeLessThan(6)
  })

  it('are not stopped by a model that fails now and then', async () => {
    const { error } = await run(['run-failed', 'worker-died', 'fine', 'run-failed', 'fine'])
    expect(error).toBeUndefined()
  })

  it('are given up together', async () => {
    const controller = new AbortController()
    const model = modelOf([], (place) => place === 3 && controller.abort())
    const { error, outcomes } = await run([], { count: 100, model, signal: controller.signal })
    expect(error).toBe('aborted')
    expect(outcomes.size).toBeLessThan(6)
  })

  it('are left out where they are done', async () => {
    const { model } = await run(['fine', 'fine', 'fine'], { isDone: (place) => place === 1 })
    expect(model.asked).toEqual(['0', '2'])
  })
})
