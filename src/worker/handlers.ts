import { asVitrineError, VitrineError } from '../protocol/errors.ts'
import type { Handlers } from './serve.ts'
import { describe, inspect } from './describe.ts'
import { openModel, type OpenedPipeline } from './open-model.ts'
import type { Platform } from './platform.ts'
import { forget, stored } from './stored.ts'

/** The calls of one worker. It holds one model for its whole life: another model means another worker. */
export function createHandlers(platform: Platform): Handlers {
  let opened: OpenedPipeline | undefined
  let broken: VitrineError | undefined

  /** @throws VitrineError when there is no model to be used, or none to be trusted any more */
  function theModel(): OpenedPipeline {
    if (opened === undefined)
      throw new VitrineError('unexpected', {}, { detail: 'run before open' })
    if (broken !== undefined) throw broken
    return opened
  }

  async function noting<T>(using: Promise<T>): Promise<T> {
    try {
      return await using
    } catch (error) {
      if (isDeadly(error)) broken = new VitrineError('worker-died', {}, { cause: error })
      throw error
    }
  }

  return {
    describe,
    inspect,
    stored,
    forget,
    async open(args, context) {
      const startedAt = performance.now()
      opened = await openModel(args, context, platform).catch((error: unknown) => {
        // The storage was cleared between the store's answer and the reading: what is gone comes again, once.
        if (asVitrineError(error).code !== 'file-changed') throw error
        return openModel(args, context, platform)
      })
      const { pipeline: _, session: _session, ...facts } = opened
      return { ...facts, loadMs: performance.now() - startedAt }
    },
    async run({ input }, { signal, report }) {
      const { pipeline } = theModel()
      const context = { signal, report, breathe, now: () => performance.now() }
      return noting(pipeline.run(input, context))
    },
    async compute({ tensors }) {
      const { session } = theModel()
      // Pages show what a task makes of a model; only callers want its bare tensors.
      const { compute } = await import('../pipelines/compute.ts')
      return noting(compute(session, tensors, () => performance.now()))
    },
  }
}

/** After a trap, or without memory, an answer of the same instance could be wrong; it gives no more. */
function isDeadly(error: unknown): boolean {
  return (
    error instanceof VitrineError &&
    (error.code === 'worker-died' || error.code === 'out-of-memory')
  )
}

/**
 * A macrotask as short as the platform allows: `setTimeout` waits 4 ms when nested, and an awaited promise alone
 * never lets a message in.
 */
function breathe(): Promise<void> {
  return new Promise((resolve) => {
    breath.port1.addEventListener('message', () => resolve(), { once: true })
    breath.port2.postMessage(undefined)
  })
}

const breath = new MessageChannel()
breath.port1.start()
