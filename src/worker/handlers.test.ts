import { expect, it, vi } from 'vitest'
import { VitrineError, type ErrorCode } from '../protocol/errors.ts'
import type { OpenArgs } from '../protocol/calls.ts'
import { textManifest } from '../testing/text-model.ts'
import { createHandlers } from './handlers.ts'
import { openModel } from './open-model.ts'

vi.mock('./open-model.ts', () => ({ openModel: vi.fn() }))

const args: OpenArgs = { manifest: textManifest, pageUrl: 'https://a.example/', runtime: 'wasm' }
const context = { signal: new AbortController().signal, report: () => {} }
const input = { tensors: {} }

/** A worker whose model fails once, in this way, and would then answer. */
async function failingOnceWith(code: ErrorCode) {
  const run = vi.fn().mockRejectedValueOnce(new VitrineError(code)).mockResolvedValue('an answer')
  vi.mocked(openModel).mockResolvedValue({
    pipeline: { run },
    runtime: { requested: 'wasm', provider: 'wasm', threads: 1, reasons: [], build: 'cpu' },
    verified: true,
    sizeBytes: 1,
    model: { path: 'model.onnx' },
    kept: { where: 'opfs' },
  })
  const handlers = createHandlers()
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
