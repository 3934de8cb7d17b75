import type { StoredFile } from '../../protocol/stored.ts'

export interface Group {
  readonly title: string
  readonly files: readonly StoredFile[]
}

/** Files by the demo that fetched them, the one used last first, and in it the largest first. */
export function byTitle(files: readonly StoredFile[]): readonly Group[] {
  const groups = new Map<string, StoredFile[]>()
  for (const file of files) groups.set(file.title, [...(groups.get(file.title) ?? []), file])
  const lastUse = (group: Group) => Math.max(...group.files.map((file) => file.lastUsedAtMs))
  return [...groups]
    .map(([title, group]) => ({
      title,
      files: group.toSorted((a, b) => b.sizeBytes - a.sizeBytes),
    }))
    .sort((a, b) => lastUse(b) - lastUse(a))
}

export function sizeOf(files: readonly StoredFile[]): number {
  return files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0)
}
