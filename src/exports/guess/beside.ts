import type { GraphFacts } from '../../protocol/graph.ts'
import type { ExportFolder } from '../folder.ts'
import { maskTokenOf } from '../mask-token.ts'
import { tokenizerBeside } from '../tokenizer-files.ts'
import { idsOf } from './token-ids.ts'

/** What lies beside a graph that tells what it is for. */
export interface Beside {
  readonly tokenizer: boolean
  /** The tokenizer has a token for words to be filled in, as those of decoders do not. */
  readonly maskToken: boolean
}

/** @throws VitrineError `export-invalid` */
export async function besideOf(
  folder: ExportFolder,
  model: string,
  { inputs }: Pick<GraphFacts, 'inputs'>,
): Promise<Beside> {
  // What takes no text does not need its tokenizer looked at.
  const tokenizer = idsOf(inputs) && tokenizerBeside(folder, model)
  return tokenizer === undefined
    ? { tokenizer: false, maskToken: false }
    : { tokenizer: true, maskToken: (await maskTokenOf(folder, model, tokenizer)) !== undefined }
}
