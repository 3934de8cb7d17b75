import type { Kept } from '../protocol/calls.ts'

/** Whether the next visit will find the model here, and if not, why. */
export function keptWords(kept: Kept): string {
  switch (kept.where) {
    case 'device':
      return 'Opened from this device, and not copied: open it again after a reload.'
    case 'opfs':
    case 'cache':
      return 'On this device, for this page only: the next visit downloads nothing.'
    case 'nowhere':
      return kept.why === 'storage-full'
        ? 'Not kept, because the storage of this browser is full: the next visit downloads it again.'
        : 'Not kept, because this browser lets the page store nothing: the next visit downloads it again.'
    default:
      return kept satisfies never
  }
}
