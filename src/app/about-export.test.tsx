import { QueryClientProvider } from '@tanstack/react-query'
import { cleanup, render, screen } from '@testing-library/react'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { OpenedModel } from '../protocol/calls.ts'
import type { Manifest } from '../protocol/manifest.ts'
import type { DecodingReport } from '../protocol/runtime.ts'
import { LoaderContext } from '../queries/loader-context.ts'
import { createLoader } from '../queries/loader.ts'
import { createQueryClient } from '../queries/query-client.ts'
import { buildOpened, buildStories } from '../testing/builders.ts'
import { FakeEngine } from '../testing/fake-engine.ts'
import { ExportFacts } from './export-facts.tsx'

function show(manifest: Manifest, opened: Partial<OpenedModel> = {}): string {
  const loader = createLoader(new FakeEngine())
  const client = createQueryClient(loader)
  onTestFinished(cleanup)
  const { container } = render(
    <LoaderContext value={loader}>
      <QueryClientProvider client={client}>
        <ExportFacts manifest={manifest} opened={buildOpened(opened)} />
      </QueryClientProvider>
    </LoaderContext>,
  )
  return container.textContent
}

const hash = 'cd'.repeat(32)
const withVariants = buildStories({
  files: [
    { path: 'onnx/model.onnx', sizeBytes: 8_000_000 },
    { path: 'tokenizer.json', sizeBytes: 50_000 },
  ],
  model: 'onnx/model.onnx',
  variants: [
    {
      model: 'onnx/model.onnx',
      precision: 'fp32',
      files: [{ path: 'onnx/model.onnx', sizeBytes: 8_000_000 }],
    },
    {
      model: 'onnx/model_q4.onnx',
      precision: 'q4',
      files: [{ path: 'onnx/model_q4.onnx', sizeBytes: 1_000_000, sha256: hash }],
    },
  ],
})

describe('what is said about an export', () => {
  it('names the file that runs, why that one, and the files that came with it', () => {
    const text = show(withVariants, {
      model: { path: 'onnx/model_q4.onnx', why: 'the smallest that runs on this GPU' },
    })
    expect(text).toContain('Model fileonnx/model_q4.onnx: the smallest that runs on this GPU')
    expect(text).toContain(`onnx/model_q4.onnx · 1.0 MB · sha256 ${hash}`)
    expect(text).toContain('tokenizer.json · 50 kB')
    expect(text).not.toContain('8.0 MB')
  })

  it('repeats the notes and the licence of its author as text', () => {
    const nasty = '<img src=x onerror="document.title=1">'
    const text = show(buildStories({ notes: [nasty, nasty], reasons: [nasty], licence: nasty }))
    expect(text.split(nasty)).toHaveLength(5)
    expect(document.querySelector('img')).toBeNull()
  })

  it.each<[OpenedModel['kept'], string]>([
    [{ where: 'device' }, 'Opened from this device, and not copied'],
    [{ where: 'opfs' }, 'the next visit downloads nothing'],
    [{ where: 'cache' }, 'the next visit downloads nothing'],
    [{ where: 'nowhere', why: 'storage-full' }, 'the storage of this browser is full'],
    [{ where: 'nowhere', why: 'storage-refused' }, 'lets the page store nothing'],
  ])('says what the next visit will find: %j', (kept, words) => {
    expect(show(buildStories(), { kept })).toContain(words)
  })

  it.each<[DecodingReport, readonly string[]]>([
    [{ cache: 'shared', captured: true }, ['nothing of it is copied', 'recorded on the GPU once']],
    [{ cache: 'fed-back', captured: false }, ['where it lies']],
    [
      { cache: 'copied', captured: false, passedOver: 'different-answers' },
      ['copied out of the runtime', 'its answers differed'],
    ],
    [
      { cache: 'none', captured: false, passedOver: 'not-possible' },
      ['runs the whole text again', 'not possible with this model'],
    ],
  ])('says how a language model goes from token to token: %j', (decoding, words) => {
    const { runtime } = buildOpened({ runtime: { decoding } })
    const text = show(buildStories(), { runtime })
    expect(text).toContain('From token to token')
    for (const word of words) expect(text).toContain(word)
    expect(text.includes('recorded')).toBe(decoding.captured)
    expect(text.includes('faster way')).toBe(decoding.passedOver !== undefined)
  })

  it('says nothing of tokens where a model has none', () => {
    expect(show(buildStories())).not.toContain('From token to token')
  })

  it('offers to look into the model', () => {
    show(buildStories())
    expect(screen.getByText('Inspect the model')).toBeTruthy()
  })
})
