import { isAbort } from '../protocol/errors.ts'
import { predictBatch, readBatch } from './batch.ts'
import { readAsked } from './asked.ts'
import type { Call } from './call.ts'
import { chooseReady, modelUnknown } from './choose-model.ts'
import { createDeadline, deadlineMs, type Deadline } from './deadline.ts'
import { ApiError } from './errors.ts'
import { modelInfo, modelsAnswer } from './facts.ts'
import { generate, readGenerate } from './generate.ts'
import type { ApiHost } from './host.ts'
import type { ApiAnswer, ApiRequest } from './http.ts'
import { defaultLimits, type Limits } from './limits.ts'
import { createLine } from './line.ts'
import { createMeter } from './meter.ts'
import { checkOrigin } from './origin.ts'
import { predict } from './predict.ts'
import { refusalAnswer, refusalOf } from './refusal.ts'
import { routeOf, type RouteName } from './routes.ts'
import { startStream } from './stream.ts'

export interface Api {
  /** Answers every request, whatever it is; never rejects. */
  handle(request: ApiRequest): Promise<ApiAnswer>
}

/** For tests. */
export interface ApiOptions {
  readonly now?: () => number
  readonly limits?: Partial<Limits>
}

type Handler = (request: ApiRequest, over: (status: number) => void) => Promise<ApiAnswer>

/** The API over a host: one for as long as the host lives, for it counts the calls and lets them wait for each other. */
export function createApi(host: ApiHost, options: ApiOptions = {}): Api {
  const { now = () => performance.now() } = options
  const limits = { ...defaultLimits, ...options.limits }
  const line = createLine(limits)
  const meter = createMeter(now, line.waiting)

  async function timed<T>(
    request: ApiRequest,
    usual: keyof Limits['deadlineMs'],
    work: (call: Call) => Promise<T>,
  ): Promise<T> {
    const deadline = createDeadline(request.signal, deadlineMs(request, usual, limits))
    try {
      return await work({ host, limits, line, meter, now, deadline })
    } catch (error) {
      throw meaningOf(error, deadline)
    } finally {
      deadline.end()
    }
  }

  const handlers: Record<RouteName, Handler> = {
    predict: async (request) => {
      const asked = readAsked(request, limits)
      return json(await timed(request, 'predict', (call) => predict(asked, call)))
    },
    'predict/batch': async (request) => {
      const items = readBatch(request)
      return json(
        await timed(request, 'batch', (call) =>
          predictBatch(items, call, (error) => meaningOf(error, call.deadline)),
        ),
      )
    },
    generate: async (request, over) => {
      const body = readGenerate(request)
      if (body.stream !== true && !wantsEvents(request)) {
        return json(await timed(request, 'generate', (call) => generate(body, call)))
      }
      let stop = () => {}
      const stream = await startStream({
        write: (onStep) =>
          timed(request, 'generate', (call) => {
            stop = () => call.deadline.leave()
            return generate(body, call, onStep)
          }),
        stop: () => stop(),
        failed(error) {
          const { code, body: said } = refusalOf(error)
          meter.failed(code)
          return said
        },
        over: () => over(200),
      })
      return { status: 200, headers: { ...eventHeaders }, body: stream }
    },
    health: async () => json({ status: 'healthy', models: (await host.models()).length }),
    ready: async () => {
      const models = await host.models()
      const ready = models.filter(({ status }) => status === 'ready')
      const isLoading = models.some(({ status }) => status === 'loading')
      const status = ready.length > 0 ? 'ready' : isLoading ? 'loading' : 'idle'
      const said = { status, models: ready.map(({ manifest }) => manifest.id) }
      if (status === 'ready') return json(said)
      const { status: code, headers, body } = refusalOf(new ApiError('model-not-loaded'))
      return json({ ...said, ...body }, code, headers)
    },
    models: async () => json(modelsAnswer(await host.models())),
    'model/info': async ({ path }) => {
      const models = await host.models()
      const id = idIn(path)
      if (id === undefined) return json(modelInfo(chooseReady(models)))
      const model = models.find(({ manifest }) => manifest.id === id)
      if (model === undefined) throw modelUnknown(id, models)
      return json(modelInfo(model))
    },
    metrics: async () => ({
      status: 200,
      headers: { 'content-type': 'text/plain; version=0.0.4; charset=utf-8' },
      body: meter.text(await host.models()),
    }),
    'openapi.json': async () => {
      // Nobody else needs it.
      const { openApi } = await import('./openapi.ts')
      return json(openApi(limits))
    },
    docs: () => Promise.resolve({ status: 307, headers: { location: '../?view=api' }, body: '' }),
  }

  async function answer(request: ApiRequest, over: (status: number) => void): Promise<ApiAnswer> {
    const route = routeOf(request.path)
    if (route === undefined) throw new ApiError('route-unknown')
    checkOrigin(request)
    const { method } = request
    if (method === 'OPTIONS') return { status: 204, headers: { allow: route.allow }, body: '' }
    const asGet = method === 'HEAD' ? 'GET' : method
    if (asGet !== route.method) {
      throw new ApiError('method-not-allowed', {}, { allow: route.allow })
    }
    if (request.body.length > limits.bodyBytes) throw tooLarge(limits)
    const given = await handlers[route.name](request, over)
    return method === 'HEAD' ? { ...given, body: '' } : given
  }

  return {
    async handle(request) {
      const route = routeOf(request.path)?.name ?? 'unknown'
      const over = meter.begin(route, methods.has(request.method) ? request.method : 'other')
      const given = await answer(request, over).catch((error: unknown) => {
        const refusal = refusalOf(error)
        meter.failed(refusal.code)
        return refusalAnswer(refusal)
      })
      if (typeof given.body === 'string') over(given.status)
      return { ...given, headers: { ...commonHeaders, ...given.headers } }
    },
  }
}

const methods: ReadonlySet<string> = new Set([
  'GET',
  'HEAD',
  'POST',
  'OPTIONS',
  'PUT',
  'PATCH',
  'DELETE',
])

const commonHeaders = { 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' }
const eventHeaders = { 'content-type': 'text/event-stream', 'x-accel-buffering': 'no' }

function json(body: object, status = 200, headers: ApiAnswer['headers'] = {}): ApiAnswer {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  }
}

/** What an abort means: who wanted it. */
function meaningOf(error: unknown, deadline: Deadline): unknown {
  if (!isAbort(error)) return error
  const why = deadline.why()
  switch (why) {
    case 'deadline':
      return new ApiError('deadline-passed')
    case 'caller':
      return new ApiError('caller-gone')
    case undefined:
      // Another model has been opened in its place.
      return new ApiError('model-not-loaded')
    default:
      return why satisfies never
  }
}

function wantsEvents({ headers }: ApiRequest): boolean {
  return (headers['accept'] ?? '').toLowerCase().includes('text/event-stream')
}

function idIn(path: string): string | undefined {
  const id = path.split('/').slice(2).join('/')
  if (id === '') return undefined
  try {
    return decodeURIComponent(id)
  } catch {
    return id
  }
}

/** What a host says too, which reads a body no further than this. */
export function tooLarge({ bodyBytes }: Pick<Limits, 'bodyBytes'> = defaultLimits): ApiError {
  const message = `The request is too large: the limit is ${Math.floor(bodyBytes / 1e6)} MB.`
  return new ApiError('request-too-large', { message })
}
