import { expect, it } from 'vitest'
import { spawnThreads } from './spawn-thread.ts'

/** A thread of this code, asked once. */
function ask(code: string) {
  const script = `import { parentPort, workerData } from 'node:worker_threads'; ${code}`
  const url = new URL(`data:text/javascript,${encodeURIComponent(script)}`)
  const handle = spawnThreads(url, { folder: '/models/a', root: '/project' })('site')
  return { handle, ...handle.client.call('stored', {}) }
}

it('a call goes to the thread, which knows its folder, and the answer comes back', async () => {
  const { handle, result } = ask(
    `parentPort.on('message', ({ id }) => parentPort.postMessage({ id, status: 'done', result: workerData }))`,
  )
  expect(await result).toEqual({ folder: '/models/a', root: '/project' })
  expect(handle.isDead()).toBe(false)
  handle.end('aborted')
})

it.each([
  ['that throws', `parentPort.on('message', () => { throw new Error('out of luck') })`],
  ['that ends itself', `parentPort.on('message', () => process.exit(0))`],
  ['that does not even start', `throw new Error('not a word')`],
])('who asks a thread %s is told that it died', async (_how, code) => {
  const { handle, result, landed } = ask(code)
  await expect(result).rejects.toMatchObject({ code: 'worker-died' })
  await landed
  expect(handle.isDead()).toBe(true)
})

it('who ends a thread in the middle of a call says why', async () => {
  const { handle, result } = ask(`parentPort.on('message', () => { for (;;); })`)
  handle.end('aborted')
  await expect(result).rejects.toMatchObject({ code: 'aborted' })
})
