import { VitrineError } from '../protocol/errors.ts'
import type { EncoderPart } from '../protocol/manifest.ts'
import type { VitrineJson } from '../protocol/vitrine-json.ts'
import { encoderDecoderOf } from './encoder-decoder.ts'
import type { Found, FoundText } from './found.ts'
import { idList, type GenerationConfig } from './generation-config.ts'
import type { HuggingFaceConfig } from './hugging-face-config.ts'
import { readGeneration, textOf } from './hugging-face-parts.ts'
import { isOfText } from './hugging-face-tasks.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { precisionsReason } from './variants.ts'

/** T5 counts distances, not positions, and was trained with this many tokens; others are not far from it. */
const usualContext = 512

/**
 * An encoder with a decoder of text, such as T5 or Marian. Undefined where the folder holds no such pair, or where
 * something else is asked for.
 * @throws VitrineError `export-invalid`, `export-incomplete`
 */
export async function findTranslation(
  folder: ReadableFolder,
  { model: named, task }: VitrineJson,
  config: HuggingFaceConfig,
): Promise<Found | undefined> {
  const architecture = config.architectures?.[0]
  if (task === 'tensors' || !isOfText(folder, architecture ?? String(config.model_type))) {
    return undefined
  }
  const pair = await encoderDecoderOf(folder, named)
  if (pair === undefined || !(await takesIds(folder, pair.encoder))) return undefined
  const { model, variants, encoder } = pair
  const generation = await readGeneration(folder)
  const text = textOf(config, generation)
  const says =
    architecture === undefined ? 'its decoder' : `config.json says ${architecture}, whose decoder`
  return {
    task: 'text-generation',
    because: `${says} has an encoder beside it`,
    model,
    variants,
    reasons: precisionsReason(variants),
    text: {
      ...text,
      contextLength: text.contextLength ?? usualContext,
      // It begins with a token of its own, whatever the prompt begins with.
      bosTokenId: undefined,
      generation: settingsOf(text.generation, generation),
      encoder: { model: encoder, ...beginningOf(config, generation) },
    },
    guessed: text.contextLength === undefined ? ['contextLength'] : [],
  }
}

/** Those of pictures and sounds take numbers. What cannot be looked at without a download is taken at its word. */
async function takesIds(folder: ReadableFolder, encoder: string): Promise<boolean> {
  const graph = await folder.graphAtHand(encoder)
  return graph === undefined || graph.inputs.some(({ name }) => name === 'input_ids')
}

/** Nobody samples a translation unless told so. */
function settingsOf(
  settings: FoundText['generation'],
  { do_sample, max_length }: GenerationConfig,
): FoundText['generation'] & object {
  return {
    ...(max_length != null && max_length >= 2 && { maxNewTokens: Math.floor(max_length) - 1 }),
    ...settings,
    ...(do_sample !== true && { temperature: 0 }),
  }
}

/** What a text begins with, and what never stands in one; sequences of several tokens that are ruled out are not obeyed. */
function beginningOf(
  config: HuggingFaceConfig,
  generation: GenerationConfig,
): Omit<EncoderPart, 'model'> {
  const [forcedTokenId] = idList(generation.forced_bos_token_id ?? config.forced_bos_token_id)
  const never = (generation.bad_words_ids ?? config.bad_words_ids ?? [])
    .filter(({ length }) => length === 1)
    .flat()
  return {
    startTokenId: startTokenOf(config, generation),
    ...(forcedTokenId !== undefined && { forcedTokenId }),
    ...(never.length > 0 && { neverTokenIds: never }),
  }
}

function startTokenOf(config: HuggingFaceConfig, generation: GenerationConfig): number {
  const start = [
    ...idList(generation.decoder_start_token_id ?? config.decoder_start_token_id),
    ...(config.model_type === 'marian' ? idList(config.pad_token_id) : []),
    ...idList(config.bos_token_id),
    ...idList(config.pad_token_id),
  ].find((id) => id >= 0)
  if (start !== undefined) return start
  const problem = 'it must be there: the token that the decoder’s text begins with'
  throw new VitrineError('export-invalid', {
    file: 'config.json',
    key: 'decoder_start_token_id',
    problem,
  })
}
