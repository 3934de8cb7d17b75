import type { ApiHost, HostedManifest } from '../api/host.ts'
import type { ApiAnswer, ApiRequest } from '../api/http.ts'
import type { Api } from '../api/api.ts'
import type { Model } from '../engine/engine.ts'
import type { Computed, NamedTensors } from '../protocol/calls.ts'
import { VitrineError } from '../protocol/errors.ts'
import type { Manifest, Task } from '../protocol/manifest.ts'
import type { TaskInput, TaskProgress, TaskResult } from '../protocol/tasks.ts'
import { buildOpened } from './builders.ts'

/** What a fake model says. */
export interface FakeAnswers {
  run?: (
    input: TaskInput<Task>,
    options: { signal: AbortSignal; onProgress: (progress: TaskProgress<Task>) => void },
  ) => Promise<TaskResult<Task>> | TaskResult<Task>
  compute?: (tensors: NamedTensors) => Computed
  open?: () => Promise<void>
}

interface FakeModel extends FakeAnswers {
  manifest: Manifest
  status?: HostedManifest['status']
}

/** A host whose models keep the engine's promises: runs in order, `aborted` as soon as the signal fires. */
export class FakeApiHost implements ApiHost {
  readonly inputs: TaskInput<Task>[] = []
  readonly tensors: NamedTensors[] = []
  running = 0
  mostRunning = 0
  hosted: FakeModel[]

  constructor(...models: FakeModel[]) {
    this.hosted = models
  }

  models(): Promise<readonly HostedManifest[]> {
    return Promise.resolve(
      this.hosted.map(({ manifest, status = 'ready' }) => ({
        manifest,
        status,
        ...(status === 'ready' && { opened: buildOpened() }),
      })),
    )
  }

  async open(id: string): Promise<Model> {
    const found = this.hosted.find(({ manifest }) => manifest.id === id)
    if (found === undefined) throw new VitrineError('unknown-demo', { id })
    await found.open?.()
    return {
      manifest: found.manifest,
      opened: buildOpened(),
      run: async (input, { signal = new AbortController().signal, onProgress } = {}) => {
        this.inputs.push(input)
        this.running++
        this.mostRunning = Math.max(this.mostRunning, this.running)
        try {
          const asked = { signal, onProgress: (step: TaskProgress<Task>) => onProgress?.(step) }
          if (found.run === undefined) throw new VitrineError('run-failed')
          return await orAborted(Promise.resolve(found.run(input, asked)), signal)
        } finally {
          this.running--
        }
      },
      compute: async (tensors) => {
        this.tensors.push(tensors)
        if (found.compute === undefined) throw new VitrineError('run-failed')
        return found.compute(tensors)
      },
      onReopened: () => () => {},
    }
  }
}

function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new VitrineError('aborted')))
    promise.then(resolve, reject)
  })
}

/** A call as a host makes one of it. */
export function buildRequest(
  method: string,
  path: string,
  body?: unknown,
  parts: Partial<ApiRequest> = {},
): ApiRequest {
  const text = body === undefined ? '' : JSON.stringify(body)
  return {
    method,
    path,
    headers: body === undefined ? {} : { 'content-type': 'application/json' },
    body: new TextEncoder().encode(text),
    signal: new AbortController().signal,
    ...parts,
  }
}

/** Calls and reads the answer to its end. */
export async function callApi(
  api: Api,
  ...asked: Parameters<typeof buildRequest>
): Promise<ApiAnswer & { text: string; json: () => Record<string, unknown> }> {
  const answer = await api.handle(buildRequest(...asked))
  let text = ''
  if (typeof answer.body === 'string') text = answer.body
  else for await (const piece of answer.body) text += piece
  return { ...answer, text, json: () => JSON.parse(text) as Record<string, unknown> }
}
