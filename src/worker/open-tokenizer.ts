import { VitrineError } from '../protocol/errors.ts'
import type { TokenizerSource } from '../protocol/manifest.ts'
import type { Tokenizer } from '../pipelines/ports.ts'
import { createCharacterTokenizer } from './character-tokenizer.ts'
import { guardTokenizer } from './guarded.ts'
import { hearingAll } from './serve.ts'
import type { Parts } from './tasks/task-maker.ts'
import { createTokenizer } from './tokenizer.ts'

/** @throws VitrineError `export-invalid` */
export async function openTokenizer(
  source: TokenizerSource,
  { read, deaf = hearingAll }: Pick<Parts, 'read' | 'deaf'>,
): Promise<Tokenizer> {
  if (!('path' in source)) return createCharacterTokenizer(source.vocabularySize)
  const { path, configPath } = source
  const config = configPath === undefined ? {} : readJson(await read(configPath), configPath)
  const bytes = await read(path)
  const json = readJson(bytes, path)
  const file = { json, sizeBytes: bytes.length }
  return guardTokenizer(() => createTokenizer(json, config), file, deaf)
}

function readJson(bytes: Uint8Array, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(bytes))
  } catch (cause) {
    throw new VitrineError('export-invalid', { file: path, problem: 'it is not JSON' }, { cause })
  }
}
