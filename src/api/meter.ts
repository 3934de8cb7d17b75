import type { Task } from '../protocol/manifest.ts'
import type { HostedManifest } from './host.ts'
import { createRegistry } from './metrics-text.ts'

/** What is counted. A call is counted when its answer is whole: a stream at its end. */
export interface Meter {
  /** Returns what is to be called, once, when the call is over. */
  begin(route: string, method: string): (status: number) => void
  failed(code: string): void
  stage(task: Task, stage: string, timeMs: number): void
  ran(model: string, outcome: 'done' | 'failed'): void
  wrote(model: string, tokens: number): void
  text(models: readonly HostedManifest[]): string
}

export function createMeter(now: () => number, waiting: () => number): Meter {
  const startedAt = now()
  let inFlight = 0
  let models: readonly HostedManifest[] = []
  const registry = createRegistry()
  const requests = registry.counter(
    'vitrine_requests_total',
    'Calls that were answered, by route, method and HTTP status.',
  )
  const took = registry.histogram(
    'vitrine_request_seconds',
    'From the call to the end of its answer, by route.',
  )
  const errors = registry.counter(
    'vitrine_errors_total',
    'Errors by code; those of single items of a batch too.',
  )
  const stages = registry.histogram(
    'vitrine_stage_seconds',
    'Stages of a run by task: queue and load (waiting for the turn and for the model), then those of the task.',
  )
  const runs = registry.counter('vitrine_runs_total', 'Runs by model and outcome.')
  const tokens = registry.counter('vitrine_generated_tokens_total', 'Tokens written, by model.')
  registry.gauge(
    'vitrine_requests_in_flight',
    'Calls that are not answered yet, this one too.',
    () => [[{}, inFlight]],
  )
  registry.gauge('vitrine_requests_waiting', 'Calls that wait for their turn at a model.', () => [
    [{}, waiting()],
  ])
  registry.gauge('vitrine_uptime_seconds', 'Since the API began to count.', () => [
    [{}, (now() - startedAt) / 1000],
  ])
  registry.gauge('vitrine_model_ready', '1 for a model that is ready to run, else 0.', () =>
    models.map(({ manifest: { id, task }, status }) => [
      { model: id, task },
      status === 'ready' ? 1 : 0,
    ]),
  )
  registry.gauge('vitrine_model_info', 'Where a model that is ready runs.', () =>
    models.flatMap(({ manifest: { id, task }, opened }) =>
      opened === undefined
        ? []
        : [
            [
              {
                model: id,
                task,
                provider: opened.runtime.provider,
                threads: String(opened.runtime.threads),
                verified: String(opened.verified),
              },
              1,
            ] as const,
          ],
    ),
  )

  return {
    begin(route, method) {
      const begunAt = now()
      let isOver = false
      inFlight++
      return (status) => {
        if (isOver) return
        isOver = true
        inFlight--
        requests.add({ route, method, status: String(status) })
        took.observe({ route }, (now() - begunAt) / 1000)
      }
    },
    failed: (code) => errors.add({ code }),
    stage: (task, stage, timeMs) => stages.observe({ task, stage }, timeMs / 1000),
    ran: (model, outcome) => runs.add({ model, outcome }),
    wrote: (model, count) => tokens.add({ model }, count),
    text(all) {
      models = all
      return registry.text()
    },
  }
}
