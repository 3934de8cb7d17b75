import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { curlLine, fetchLines } from './snippets.ts'

const predict = { method: 'POST', url: 'http://localhost:5173/api/predict' }

describe('a call as a command line', () => {
  it('is what the serving guides write', () => {
    const url = 'http://localhost:8000/generate'
    expect(curlLine({ method: 'POST', url, body: '{\n  "prompt": "Hello"\n}' })).toBe(
      `curl -X POST http://localhost:8000/generate -H "Content-Type: application/json" -d '{"prompt":"Hello"}'`,
    )
    expect(curlLine({ ...predict, method: 'GET', body: undefined })).toBe(`curl ${predict.url}`)
  })

  it('is only ever one command for the shell, whatever stands in the body', () => {
    for (const text of ["it's", '$(touch x) `id`', '"; rm -rf /', 'a\\n"b"', 'ä 😀']) {
      const line = curlLine({ ...predict, body: JSON.stringify({ text }) })
      const printed = execFileSync('sh', ['-c', line.replace(/^curl/, 'printf "%s\\n"')])
      expect(printed.toString().split('\n').at(-2)).toBe(JSON.stringify({ text }))
    }
  })

  it('takes a long body out of a file', () => {
    const body = JSON.stringify({ image: 'A'.repeat(5000) })
    expect(curlLine({ ...predict, body })).toMatch(/ -d @body\.json$/)
  })
})

describe('a call as JavaScript', () => {
  it('can be run, and asks for what it says', async () => {
    const asked: unknown[] = []
    const fetch = async (...args: unknown[]) => {
      asked.push(args)
      return { json: async () => 'answer' }
    }
    const lines = fetchLines({ ...predict, body: '{"text": "a \\"b\\" </script>"}' })
    // oxlint-disable-next-line typescript/no-implied-eval -- as the person does who has copied it
    const run = new Function('fetch', 'console', `return (async () => {${lines}})()`) as (
      ...given: unknown[]
    ) => Promise<void>
    await run(fetch, { log: (said: unknown) => asked.push(said) })
    expect(asked).toEqual([
      [
        '/api/predict',
        {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: '{"text":"a \\"b\\" </script>"}',
        },
      ],
      'answer',
    ])
  })

  it('reads metrics as the text that they are', () => {
    const url = 'http://localhost:5173/api/metrics'
    expect(fetchLines({ method: 'GET', url, body: undefined })).toBe(
      `const response = await fetch('/api/metrics')\nconsole.log(await response.text())`,
    )
  })
})
