import { VitrineError } from '../../protocol/errors.ts'

/** @param key of `vitrine.json`, such as "detection.head" */
export function invalid(key: string, problem: string): VitrineError {
  return new VitrineError('export-invalid', { file: 'vitrine.json', key, problem })
}
