import type { ModelFormat } from '../core/formats/model-format.ts'
import { VitrineError } from './errors.ts'

/**
 * What to tell of a file that is not what it should be; nothing where nothing speaks against it.
 * @param from where it lies: what to do about it depends on that
 */
export function fileError(
  format: ModelFormat,
  path: string,
  from: 'server' | 'device' = 'server',
): VitrineError | undefined {
  switch (format.kind) {
    case 'possible':
      return undefined
    case 'empty':
      return new VitrineError('file-empty', { path })
    case 'web-page':
      return new VitrineError('file-is-web-page', { path, ...(from === 'device' && { from }) })
    case 'lfs-pointer':
      return new VitrineError('file-is-lfs-pointer', { path })
    case 'json':
      return new VitrineError('file-is-json', {
        path,
        ...(format.says && { says: format.says }),
      })
    case 'other': {
      const { found, remedy } = format
      return new VitrineError('file-is-other-format', { path, found, ...(remedy && { remedy }) })
    }
    default:
      return format satisfies never
  }
}
