import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { openHandle } from './open-handle.ts'
import type { FileHandle, SyncHandle } from './opfs-types.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

/** A file whose handle comes when the test wants it to. */
function slowFile() {
  let answer = (_handle: SyncHandle) => {}
  let asked = 0
  const file: FileHandle = {
    getFile: () => Promise.resolve(new Blob()),
    createSyncAccessHandle() {
      asked += 1
      return new Promise((resolve) => (answer = resolve))
    },
  }
  const handle = { close: vi.fn() } as unknown as SyncHandle & { close: ReturnType<typeof vi.fn> }
  return { file, handle, answer: () => answer(handle), asked: () => asked }
}

it('one file is opened at a time', async () => {
  const [first, second] = [slowFile(), slowFile()]
  const opened = openHandle(first.file)
  const next = openHandle(second.file)
  await vi.advanceTimersByTimeAsync(0)
  expect([first.asked(), second.asked()]).toEqual([1, 0])
  first.answer()
  expect(await opened).toBe(first.handle)
  await vi.advanceTimersByTimeAsync(0)
  second.answer()
  expect(await next).toBe(second.handle)
})

it('a browser that never answers is given up, and holds up nobody behind it', async () => {
  const [silent, good] = [slowFile(), slowFile()]
  const refused = openHandle(silent.file).catch((error: unknown) => error)
  const next = openHandle(good.file)
  await vi.advanceTimersByTimeAsync(5000)
  expect(await refused).toMatchObject({ why: 'storage-refused' })
  good.answer()
  expect(await next).toBe(good.handle)
})

it('a handle that comes too late is closed', async () => {
  const late = slowFile()
  const refused = openHandle(late.file).catch((error: unknown) => error)
  await vi.advanceTimersByTimeAsync(5000)
  expect(await refused).toMatchObject({ why: 'storage-refused' })
  late.answer()
  await vi.advanceTimersByTimeAsync(0)
  expect(late.handle.close).toHaveBeenCalledOnce()
})

it('what the browser answers is passed on', async () => {
  const file: FileHandle = {
    getFile: () => Promise.resolve(new Blob()),
    createSyncAccessHandle: () => Promise.reject(new DOMException('in use', 'InvalidStateError')),
  }
  await expect(openHandle(file)).rejects.toMatchObject({ name: 'InvalidStateError' })
})
