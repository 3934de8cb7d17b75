import { afterEach, describe, expect, it, vi } from 'vitest'
import { asVitrineError, VitrineError, type ErrorCode } from '../protocol/errors.ts'
import type { OpenArgs } from '../protocol/calls.ts'
import type { RuntimeSession } from '../runtime/session.ts'
import { textManifest } from '../testing/text-model.ts'
import { browserPlatform } from './browser-platform.ts'
import { createHandlers } from './handlers.ts'
import { openModel } from './open-model.ts'

vi.mock('./open-model.ts', () => ({ openModel: vi.fn() }))

const args: OpenArgs = { manifest: textManifest, pageUrl: 'https://a.example/', runtime: 'wasm' }
const context = {
  signal: new AbortController().signal,
  report: () => {},
  deaf: <T>(_work: string, _budgetMs: number, act: () => T) => act(),
}
const input = { tensors: {} }

const opened = {
  runtime: { requested: 'wasm', provider: 'wasm', threads: 1, reasons: [], build: 'cpu' },
  verified: true,
  sizeBytes: 1,
  model: { path: 'model.onnx' },
  kept: { where: 'opfs' },
} as const
const session = {} as RuntimeSession

afterEach(() => vi.mocked(openModel).mockReset())

/** A worker whose model fails once, in this way, and would then answer. */
async function failingOnceWith(code: ErrorCode) {
  const run = vi.fn().mockRejectedValueOnce(new VitrineError(code)).mockResolvedValue('an answer')
  vi.mocked(openModel).mockResolvedValue({ ...opened, session, pipeline: { run } })
  const handlers = createHandlers(browserPlatform)
  await handlers.open(args, context)
  await expect(handlers.run({ input }, context)).rejects.toMatchObject({ code })
  return { again: () => handlers.run({ input }, context), run }
}

it.each(['run-failed', 'tensor-invalid', 'aborted'] as const)('goes on after %s', async (code) => {
  const { again } = await failingOnceWith(code)
  expect(await again()).toBe('an answer')
})

it.each(['worker-died', 'out-of-memory'] as const)(
  'gives no more answers after %s, which could be wrong',
  async (code) => {
    const { again, run } = await failingOnceWith(code)
    await expect(again()).rejects.toMatchObject({ code: 'worker-died' })
    expect(run).toHaveBeenCalledOnce()
  },
)

describe('a model whose files went away while it was opened', () => {
  const gone = () => new DOMException('A requested file could not be found', 'NotFoundError')

  it('is fetched again, once', async () => {
    const pipeline = { run: vi.fn() }
    vi.mocked(openModel)
      .mockRejectedValueOnce(gone())
      .mockResolvedValue({ ...opened, session, pipeline })
    await expect(createHandlers(browserPlatform).open(args, context)).resolves.toMatchObject(opened)
  })

  it('and stay away is said to have changed', async () => {
    vi.mocked(openModel).mockRejectedValue(gone())
    const error: unknown = await createHandlers(browserPlatform)
      .open(args, context)
      .catch((thrown: unknown) => thrown)
    expect(asVitrineError(error).code).toBe('file-changed')
    expect(openModel).toHaveBeenCalledTimes(2)
  })

  it('is not tried again after any other failure', async () => {
    vi.mocked(openModel).mockRejectedValue(new VitrineError('file-damaged'))
    await expect(createHandlers(browserPlatform).open(args, context)).rejects.toMatchObject({
      code: 'file-damaged',
    })
    expect(openModel).toHaveBeenCalledOnce()
  })
})
