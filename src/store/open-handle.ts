import type { FileHandle, SyncHandle } from './opfs-types.ts'
import { StorageError } from './shelf.ts'

/** Far longer than it takes on a busy phone. */
const patienceMs = 5000

let last: Promise<unknown> = Promise.resolve()

/**
 * A file's exclusive handle. Of two calls made at once Chromium 156 now and then answers neither, ever (one load of some
 * sixty, measured); so there is one at a time, and whoever waits too long does without.
 * @throws StorageError `storage-refused` when the browser does not answer, and whatever it answers
 */
export function openHandle(file: FileHandle): Promise<SyncHandle> {
  const handle = last.then(() => answerInTime(file))
  last = handle.catch(() => {})
  return handle
}

async function answerInTime(file: FileHandle): Promise<SyncHandle> {
  const answer = file.createSyncAccessHandle()
  const watch = new AbortController()
  const silence = new Promise<undefined>((resolve) => {
    const timer = setTimeout(resolve, patienceMs)
    watch.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  const handle = await Promise.race([answer, silence]).finally(() => watch.abort())
  if (handle !== undefined) return handle
  // Should it come after all: open, it would keep the file from everybody.
  void answer.then((late) => late.close()).catch(() => {})
  throw new StorageError('storage-refused')
}
