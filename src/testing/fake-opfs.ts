import type { Directory, FileHandle, SyncHandle } from '../store/opfs-types.ts'

/** The origin's private file system as Chromium has it, with its faults. */
export interface FakeOpfs {
  /** What `navigator.storage.getDirectory` and our folder in it would give. */
  readonly open: () => Promise<Directory>
  /** By name; look, and break what you like. */
  readonly files: Map<string, Uint8Array<ArrayBuffer>>
  /** Of all files together. */
  quotaBytes: number
  /** Every call throws, as in a frame of another site. */
  refuses: boolean
  /** Clears the site's data: open handles go on writing to files that nobody finds any more. */
  clear(): void
}

export function createFakeOpfs({ hasMove = true } = {}): FakeOpfs {
  const held = new Set<string>()
  const opfs: FakeOpfs = {
    files: new Map(),
    quotaBytes: Infinity,
    refuses: false,
    async open() {
      if (opfs.refuses) throw new DOMException('no', 'SecurityError')
      return directory
    },
    clear() {
      opfs.files.clear()
      held.clear()
    },
  }

  const used = () => [...opfs.files.values()].reduce((sum, { length }) => sum + length, 0)
  const missing = () => new DOMException('not here', 'NotFoundError')
  const inUse = () => new DOMException('in use', 'NoModificationAllowedError')

  const directory: Directory = {
    async getFileHandle(name, { create = false } = {}) {
      if (opfs.refuses) throw new DOMException('no', 'SecurityError')
      if (!opfs.files.has(name)) {
        if (!create) throw missing()
        opfs.files.set(name, new Uint8Array())
      }
      return fileHandle(name)
    },
    async removeEntry(name) {
      if (held.has(name)) throw inUse()
      if (!opfs.files.delete(name)) throw missing()
    },
    async *keys() {
      yield* Array.from(opfs.files.keys())
    },
  }

  function fileHandle(name: string): FileHandle {
    const move = async (to: string) => {
      if (held.has(name) || held.has(to)) throw inUse()
      const bytes = opfs.files.get(name)
      if (bytes === undefined) throw missing()
      opfs.files.delete(name)
      opfs.files.set(to, bytes)
    }
    return {
      async getFile() {
        const bytes = opfs.files.get(name)
        if (bytes === undefined) throw missing()
        return new Blob([bytes])
      },
      async createSyncAccessHandle() {
        if (held.has(name)) throw inUse()
        if (!opfs.files.has(name)) throw missing()
        held.add(name)
        return syncHandle(name)
      },
      ...(hasMove && { move }),
    }
  }

  function syncHandle(name: string): SyncHandle {
    let bytes = opfs.files.get(name) ?? new Uint8Array()
    const isLinked = () => held.has(name)
    const resize = (sizeBytes: number) => {
      const next = new Uint8Array(sizeBytes)
      next.set(bytes.subarray(0, sizeBytes))
      bytes = next
      if (isLinked()) opfs.files.set(name, bytes)
    }
    return {
      write(chunk, { at }) {
        const grownBytes = Math.max(0, at + chunk.length - bytes.length)
        // -8, as an unsigned number: https://crbug.com/541725401
        if (used() + grownBytes > opfs.quotaBytes) return 4_294_967_288
        if (grownBytes > 0) resize(at + chunk.length)
        bytes.set(chunk, at)
        return chunk.length
      },
      truncate(sizeBytes) {
        if (used() + sizeBytes - bytes.length <= opfs.quotaBytes) resize(sizeBytes)
      },
      getSize: () => bytes.length,
      flush() {},
      close: () => void held.delete(name),
    }
  }

  return opfs
}
