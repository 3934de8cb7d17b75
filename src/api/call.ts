import type { Model } from '../engine/engine.ts'
import { isAbort, VitrineError } from '../protocol/errors.ts'
import type { Task } from '../protocol/manifest.ts'
import type { TaskInput, TaskProgress, TaskResult } from '../protocol/tasks.ts'
import { chooseModel, type Wanted } from './choose-model.ts'
import type { Deadline } from './deadline.ts'
import { ApiError } from './errors.ts'
import type { ApiHost } from './host.ts'
import type { Limits } from './limits.ts'
import type { Line } from './line.ts'
import type { Meter } from './meter.ts'
import { sentenceFor } from './refusal.ts'

/** All that a call goes through, besides what it asks. */
export interface Call {
  readonly host: ApiHost
  readonly limits: Limits
  readonly line: Line
  readonly meter: Meter
  readonly now: () => number
  readonly deadline: Deadline
}

/**
 * Chooses a model, waits for its turn, has it loaded and uses it.
 * @throws ApiError; VitrineError of a run
 */
export async function withModel<T>(
  call: Call,
  id: string | undefined,
  wanted: Wanted,
  use: (model: Model) => Promise<T>,
): Promise<T> {
  const { host, line, meter, now, deadline } = call
  const { manifest } = await chooseModel(host, id, wanted)
  const { task } = manifest
  const cameAt = now()
  const leave = await line.enter(manifest.id, deadline.signal)
  try {
    const turnAt = now()
    meter.stage(task, 'queue', turnAt - cameAt)
    const model = await opened(host, manifest.id, deadline.signal)
    meter.stage(task, 'load', now() - turnAt)
    try {
      const answer = await use(model)
      meter.ran(manifest.id, 'done')
      return answer
    } catch (error) {
      meter.ran(manifest.id, 'failed')
      throw error
    }
  } finally {
    leave()
  }
}

async function opened(host: ApiHost, id: string, signal: AbortSignal): Promise<Model> {
  try {
    return await host.open(id, signal)
  } catch (error) {
    if (!(error instanceof VitrineError) || isAbort(error)) throw error
    const message = `Model not loaded. ${sentenceFor(error)}`
    throw new ApiError('model-not-loaded', { message, reason: error.code })
  }
}

/** Runs the model as one of its task, which whoever calls has looked at, and notes what took how long. */
export async function runTask<T extends Task>(
  { meter, deadline }: Call,
  model: Model,
  input: TaskInput<T>,
  onProgress?: (progress: TaskProgress<T>) => void,
): Promise<TaskResult<T>> {
  const result = await model.run(input, {
    signal: deadline.signal,
    // A model is typed by its task where it is opened; here a task is just a task.
    ...(onProgress && { onProgress: (progress) => onProgress(progress) }),
  })
  if ('timing' in result) {
    for (const [name, value] of Object.entries(result.timing)) {
      const isStage = name.endsWith('Ms') && name !== 'totalMs' && typeof value === 'number'
      if (isStage) meter.stage(model.manifest.task, name.slice(0, -2), value)
    }
  }
  return result
}
