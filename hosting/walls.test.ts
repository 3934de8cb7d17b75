import { execFile } from 'node:child_process'
import { copyFile, mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

// One planted file per line: where it stands, what it imports, whether the wall must stop it.
const planted = [
  ['src/core/a.ts', '../protocol/errors.ts', 'stopped'],
  ['src/protocol/a.ts', '../engine/engine.ts', 'stopped'],
  ['src/pipelines/a.ts', 'onnxruntime-web/wasm', 'stopped'],
  ['src/pipelines/b.ts', '../runtime/session.ts', 'stopped'],
  ['src/exports/a.ts', '../store/store.ts', 'stopped'],
  ['src/offline/a.ts', '../store/store.ts', 'stopped'],
  ['src/links/a.ts', '../store/store.ts', 'stopped'],
  ['src/app/b.ts', 'workbox-routing', 'stopped'],
  ['src/worker/a.ts', '../engine/client.ts', 'stopped'],
  ['src/worker/b.ts', 'onnxruntime-web', 'stopped'],
  ['src/engine/a.ts', '../worker/serve.ts', 'stopped'],
  ['src/ui/a.ts', '../queries/demos.ts', 'stopped'],
  ['src/features/home/a.ts', '../text-generation/a.ts', 'stopped'],
  ['src/features/text-generation/a.ts', '../home/a.ts', 'stopped'],
  ['src/features/home/b.ts', '../../engine/host.ts', 'stopped'],
  ['src/app/a.ts', '../testing/fake-engine.ts', 'stopped'],
  ['src/api/a.ts', '../queries/demos.ts', 'stopped'],
  ['src/client/a.ts', '../app/router.ts', 'stopped'],
  ['src/worker/c.ts', '../node/spawn.ts', 'stopped'],
  ['src/worker/d.ts', '@jsquash/jpeg', 'stopped'],
  ['src/pipelines/c.ts', '../core/tensor.ts', 'let through'],
  ['src/node/a.ts', '../worker/handlers.ts', 'let through'],
  ['src/runtime/a.ts', 'onnxruntime-web/wasm', 'let through'],
  ['src/features/home/c.ts', '../../queries/demos.ts', 'let through'],
  ['src/features/home/d.ts', './parts/card.ts', 'let through'],
] as const

describe('the walls of the house', () => {
  let complaints: string[] = []
  let root = ''

  beforeAll(async () => {
    root = await mkdtemp(join(tmpdir(), 'vitrine-walls-'))
    for (const [file, target] of planted) {
      await mkdir(join(root, dirname(file)), { recursive: true })
      await writeFile(join(root, file), `import * as planted from '${target}'\n\nvoid planted\n`)
    }
    // The configuration's globs are relative to where it lies.
    await copyFile(fromRoot('oxlint.config.js'), join(root, 'oxlint.config.mjs'))
    complaints = await lint(root)
  })

  afterAll(() => rm(root, { recursive: true, force: true }))

  it.each(planted)('in %s the import of %s is %s', (file, _target, verdict) => {
    const stopped = complaints.some(
      (line) => line.startsWith(`${file}:1:1:`) && line.includes('(no-restricted-imports)'),
    )
    expect(stopped ? 'stopped' : 'let through').toBe(verdict)
  })
})

/** The project's own configuration over the planted tree; one line a complaint. */
function lint(cwd: string): Promise<string[]> {
  const args = [fromRoot('node_modules/oxlint/bin/oxlint'), '-c', 'oxlint.config.mjs', '.']
  args.push('--format=unix')
  return new Promise((resolve) => {
    execFile(process.execPath, args, { cwd }, (_error, stdout) => resolve(stdout.split('\n')))
  })
}

function fromRoot(path: string): string {
  return fileURLToPath(new URL(`../${path}`, import.meta.url))
}
