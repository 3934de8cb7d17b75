import { cleanup, fireEvent, render, screen, within } from '@testing-library/react'
import { StrictMode } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import type { Manifest } from '../../protocol/manifest.ts'
import type { LoggedRun } from '../../queries/run-log.ts'
import { buildPictures, buildStories } from '../../testing/builders.ts'
import { CodePanel } from './code-panel.tsx'

const site = 'https://example.org/demos/'

function show(manifest: Manifest, parts: { run?: LoggedRun; isLocal?: boolean } = {}) {
  return render(
    <StrictMode>
      <CodePanel manifest={manifest} run={parts.run} site={site} isLocal={parts.isLocal ?? false} />
    </StrictMode>,
  )
}

const look = (tab: string) => fireEvent.click(screen.getByRole('tab', { name: tab }))
const code = (name: RegExp) => screen.getByRole('region', { name }).textContent

const ran = (manifest: Manifest, input: LoggedRun['input']): LoggedRun => ({
  manifest,
  runtime: 'wasm',
  input,
  outcome: { status: 'failed', error: new Error('left out') as never },
})

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

describe('the code of a model', () => {
  it('is there in four ways, the module first', () => {
    show(buildStories())
    expect(screen.getAllByRole('tab').map(({ textContent }) => textContent)).toEqual([
      'Module',
      'ORT Web',
      'Python',
      'curl',
    ])
    expect(code(/module/)).toContain("from 'https://example.org/demos/vitrine.js'")
    expect(code(/module/)).toContain(
      "loadExportedModel('https://example.org/demos/models/stories/')",
    )
  })

  it('has the prompt and the settings of the latest run in it', () => {
    const manifest = buildStories()
    const settings = { ...manifest.defaults, maxNewTokens: 33, temperature: 0 }
    show(manifest, { run: ran(manifest, { prompt: 'A “quoted” cat', settings }) })
    expect(code(/module/)).toContain("'A “quoted” cat'")
    expect(code(/module/)).toContain('maxNewTokens: 33')
    expect(code(/module/)).toContain("{ runtime: 'wasm' }")
    look('Python')
    expect(code(/^Python/)).toContain('MAX_NEW_TOKENS = 33')
    expect(code(/^Python/)).toContain('return int(np.argmax(')
    look('curl')
    expect(code(/curl/)).toContain('"max_new_tokens": 33')
  })

  it('takes nothing from a run of another model', () => {
    const other = buildStories({ base: 'models/other/' })
    show(buildStories(), { run: ran(other, { prompt: 'Elsewhere', settings: other.defaults }) })
    expect(code(/module/)).not.toContain('Elsewhere')
    expect(code(/module/)).toContain('One day, a little fish')
  })

  it('is copied as it stands', () => {
    const write = vi.fn(() => Promise.resolve())
    vi.stubGlobal('navigator', { clipboard: { writeText: write } })
    show(buildPictures())
    look('Python')
    const panel = screen.getByRole('tabpanel', { name: 'Python' })
    fireEvent.click(within(panel).getByRole('button', { name: 'Copy' }))
    expect(write).toHaveBeenCalledWith(code(/^Python/))
  })

  it('says what to install and where the files are', () => {
    show(buildStories())
    look('Python')
    const panel = within(screen.getByRole('tabpanel', { name: 'Python' }))
    expect(panel.getByRole('region', { name: 'What to install' }).textContent).toBe(
      'pip install onnxruntime numpy tokenizers',
    )
    expect(panel.getByRole('link', { name: 'tokenizer.json' }).getAttribute('href')).toBe(
      'https://example.org/demos/models/stories/tokenizer.json',
    )
    expect(panel.getByRole('button', { name: 'Download predict.py' })).toBeDefined()
  })

  it('keeps many class names out of the code, in a file beside it', () => {
    show(buildPictures({ labels: Array.from({ length: 1000 }, (_, i) => `name ${i}`) }))
    look('Python')
    expect(code(/^Python/)).toContain('json.load(open("labels.json"')
    expect(code(/^Python/)).not.toContain('name 999')
    const panel = within(screen.getByRole('tabpanel', { name: 'Python' }))
    expect(panel.getByRole('button', { name: 'Download labels.json' })).toBeDefined()
  })

  it('can be scrolled by keyboard', () => {
    show(buildPictures())
    expect(screen.getByRole('region', { name: /module/ }).tabIndex).toBe(0)
  })
})

describe('the code of an export from this device', () => {
  const manifest = buildPictures({ base: 'device:/home/anna/secret/', id: 'exports' })

  it('never shows where on the device it lies', () => {
    const { container } = show(manifest, { isLocal: true })
    for (const tab of ['Module', 'ORT Web', 'Python', 'curl']) {
      look(tab)
      expect(container.innerHTML).not.toContain('secret')
    }
  })

  it('names its files, and asks for them', () => {
    show(manifest, { isLocal: true })
    expect(code(/module/)).toContain('loadExportedModel(files)')
    look('Python')
    const panel = within(screen.getByRole('tabpanel', { name: 'Python' }))
    expect(panel.getByText('model.onnx')).toBeDefined()
    expect(panel.queryByRole('link')).toBeNull()
  })
})
