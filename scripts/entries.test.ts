import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import { describe, expect, it } from 'vitest'

const entries = ['start', 'build', 'test', 'share', 'client', 'check-site'] as const

function source(entry: string): string {
  return readFileSync(new URL(`${entry}.js`, import.meta.url), 'utf8')
}

/** Runs an entry as a given Node would, and tells what came of it. */
function runAs(node: string, entry: string) {
  const said: string[] = []
  const imported: string[] = []
  const fake = { versions: { node }, argv: [], exitCode: 0 }
  // As a classic script: a static import or a top-level await would not even parse.
  const script = new Script(source(entry).replaceAll('import(', 'load('))
  script.runInNewContext({
    process: fake,
    console: { error: (text: string) => said.push(text) },
    load: (path: string) => {
      imported.push(path)
      return new Promise(() => undefined)
    },
  })
  return { said: said.join('\n'), imported, exitCode: fake.exitCode }
}

describe.each(entries)('npm run %s', (entry) => {
  it.each(['10.24.1', '12.22.9', '18.20.4', '20.9.0', '20.18.3', '21.7.3', '22.11.0'])(
    'tells Node %s in a sentence that it is too old, before anything breaks',
    (node) => {
      const { said, imported, exitCode } = runAs(node, entry)
      expect(said).toContain(`This is Node ${node}.`)
      expect(said).toContain('nodejs.org')
      expect([imported, exitCode]).toEqual([[], 1])
    },
  )

  it.each(['20.19.0', '20.20.2', '22.12.0', '23.0.0', '24.1.0', '26.0.0'])(
    'goes on under Node %s',
    (node) => {
      const { said, imported, exitCode } = runAs(node, entry)
      expect([said, imported, exitCode]).toEqual(['', [`./commands/${entry}.js`], 0])
    },
  )

  it('holds the same lines as the other commands', () => {
    expect(source(entry).replace(`commands/${entry}.js`, '')).toBe(
      source('start').replace('commands/start.js', ''),
    )
  })
})
