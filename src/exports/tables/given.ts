import { VitrineError } from '../../protocol/errors.ts'
import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import type { FoundIn } from '../base-manifest.ts'
import type { ReadableFolder } from '../readable-folder.ts'

/** An export, the author's word, and what a reader found. */
export interface Given {
  readonly folder: ReadableFolder
  readonly author: VitrineJson
  readonly found: FoundIn
}

/** @param key of `vitrine.json`, such as "features.0" */
export function invalid(key: string, problem: string): VitrineError {
  return new VitrineError('export-invalid', { file: 'vitrine.json', key, problem })
}
