/** The part of the File System API that the store uses; TypeScript's own types lack `move`, and a page's the handle. */

export interface Directory {
  getFileHandle(name: string, options?: { create?: boolean }): Promise<FileHandle>
  removeEntry(name: string): Promise<void>
  keys(): AsyncIterable<string>
}

export interface FileHandle {
  getFile(): Promise<Blob>
  createSyncAccessHandle(): Promise<SyncHandle>
  /** Renames; absent in older browsers. */
  move?(name: string): Promise<void>
}

/** Exclusive: while it is open, others get a `NoModificationAllowedError`. */
export interface SyncHandle {
  write(bytes: Uint8Array<ArrayBuffer>, options: { at: number }): number
  truncate(sizeBytes: number): void
  getSize(): number
  flush(): void
  close(): void
}
