/** The product's own engine in a page that draws nothing: what thousands of runs in a row need. */
import { createDeferred } from '../../../src/engine/deferred.ts'
import type { Model } from '../../../src/engine/engine.ts'
import { createEngine } from '../../../src/engine/host.ts'
import type { Spawn } from '../../../src/engine/spawn.ts'
import { spawnWorker } from '../../../src/engine/spawn-worker.ts'
import { VitrineError } from '../../../src/protocol/errors.ts'
import type { Runtime, RuntimeReport } from '../../../src/protocol/runtime.ts'
import type { TextGeneration, TextGenerationInput } from '../../../src/protocol/tasks.ts'

let spawned = 0
/** Settles when the worker has let go of the latest call. */
let landed: Promise<void> = Promise.resolve()

/** As the site does it, looked at. */
const spawn: Spawn = (reach) => {
  spawned += 1
  const { client, ...handle } = spawnWorker(reach)
  return {
    ...handle,
    client: {
      ...client,
      call(...args) {
        const flight = client.call(...args)
        landed = flight.landed
        return flight
      },
    },
  }
}

let engine = createEngine({ spawn })
let model: Model<'text-generation'> | undefined

function opened(): Model<'text-generation'> {
  if (model === undefined) throw new Error('No language model is open')
  return model
}

export interface Wanted {
  readonly prompt: string
  readonly newTokens: number
  /** 0 is greedy. */
  readonly temperature?: number
  readonly seed?: number
}

function inputOf({ prompt, newTokens, temperature = 0, seed = 0 }: Wanted): TextGenerationInput {
  const settings = { temperature, topK: 0, topP: 1, repetitionPenalty: 1, seed }
  return { prompt, settings: { ...settings, maxNewTokens: newTokens } }
}

export interface Stopped {
  /** From the press to the rejection that the page shows. */
  readonly answeredMs: number
  /** From the press to a worker that is free for the next run. */
  readonly landedMs: number
  /** Steps that had come; undefined when the run was over before it was stopped. */
  readonly steps: number | undefined
}

export const tool = {
  /** Stop tokens are left out: every run is as long as it was asked to be. */
  async open(folder: string, paths: readonly string[], runtime: Runtime): Promise<RuntimeReport> {
    const files = await Promise.all(
      paths.map(async (path) => ({ path, file: await (await fetch(`${folder}/${path}`)).blob() })),
    )
    const { manifest, ...local } = await engine.describe({ kind: 'files', name: folder, files })
    if (manifest.task !== 'text-generation') throw new Error(`It is for ${manifest.task}`)
    model = await engine.open({ ...manifest, stopTokenIds: [] }, { runtime, ...local })
    spawned = 1
    return model.opened.runtime
  },

  /** Runs once after the other; says which ids came, each result once. */
  async write(wanted: Wanted, count = 1): Promise<TextGeneration['ids'][]> {
    const different = new Map<string, TextGeneration['ids']>()
    for (let run = 0; run < count; run++) {
      const { ids } = await opened().run(inputOf(wanted), { onProgress: () => {} })
      different.set(ids.join(), ids)
    }
    return [...different.values()]
  },

  /** Begins a run and stops it so many milliseconds later, wherever it is by then. */
  async stopAt(wanted: Wanted, step: number): Promise<Stopped> {
    const controller = new AbortController()
    let steps = 0
    let isOver = false
    const due = createDeferred<void>()
    const run = opened().run(inputOf(wanted), {
      signal: controller.signal,
      onProgress() {
        steps += 1
        if (steps === step) due.resolve()
      },
    })
    const ended = run.then(
      () => (isOver = true),
      (error: unknown) => {
        if (!(error instanceof VitrineError) || error.code !== 'aborted') throw error
      },
    )
    if (step === 0) setTimeout(due.resolve, Math.random() * 50)
    await Promise.race([due.promise, ended])
    const wasOver = isOver
    const pressedAt = performance.now()
    controller.abort()
    await ended
    const answeredMs = performance.now() - pressedAt
    await landed
    const landedMs = performance.now() - pressedAt
    return { answeredMs, landedMs, steps: wasOver ? undefined : steps }
  },

  /** Workers since the model was opened: a run that loses its worker starts another. */
  workers: () => spawned,

  close() {
    engine.close()
    engine = createEngine({ spawn })
  },
}

declare global {
  var engineTool: typeof tool
}
globalThis.engineTool = tool
