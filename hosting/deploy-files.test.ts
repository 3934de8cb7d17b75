import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { isolationHeaders } from './headers.js'

const read = (path: string) => readFileSync(new URL(`../deploy/${path}`, import.meta.url), 'utf8')

describe('the files in deploy/', () => {
  it('isolate a Space of Hugging Face as every other host is isolated', () => {
    const [, front = ''] = read('huggingface/README.md').split('---\n')
    for (const [name, value] of Object.entries(isolationHeaders))
      expect(front).toContain(`\n  ${name.toLowerCase()}: ${value}\n`)
    expect(front).toContain('\nsdk: static\n')
  })

  it('build, publish and check with commands that there are', () => {
    const { scripts } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    ) as { scripts: Record<string, string> }
    const texts = [read('github-pages.yml'), read('nginx/Dockerfile')]
    const commands = texts.flatMap((text) => [...text.matchAll(/npm run ([\w-]+)/g)])
    expect(commands.length).toBeGreaterThan(2)
    for (const [, name = ''] of commands) expect(scripts).toHaveProperty([name])
  })

  it('give the container the built site and its configuration, and nothing else of the repository', () => {
    const copied = [...read('nginx/Dockerfile').matchAll(/^COPY (\S+)/gm)].map(([, from]) => from)
    const allowed = read('nginx/Dockerfile.dockerignore').match(/(?<=^!).+$/gm)
    expect(new Set(allowed)).toEqual(new Set(copied))
  })
})
