import type { DecoderNames } from '../../../protocol/manifest.ts'
import type { RuntimeSession, ValueInfo } from '../../session.ts'
import { readRoles, unsupported, type DecoderRoles } from '../roles.ts'

type Graph = Pick<RuntimeSession, 'inputs' | 'outputs'>

/** What the inputs and outputs of both graphs are for. */
export interface EncoderDecoderRoles {
  /** Its `logits` are what the decoder reads. */
  readonly encoder: DecoderRoles
  /** Its caches are those of its own text, which grow. */
  readonly decoder: DecoderRoles
  /** The decoder's input for what the encoder made. */
  readonly hiddenStates: string
  /**
   * The decoder once more, as it sees its source. Its mask is over the source, and its caches are the source's keys and
   * values: made by the first run of a text, and the same in all others.
   */
  readonly source: DecoderRoles
}

/** As Optimum calls them, for T5, Marian and BART alike. */
const hiddenStatesInput = 'encoder_hidden_states'
const sourceMaskInput = 'encoder_attention_mask'
const sourceCacheInput = /\.encoder\.(?:key|value)$/
const encoderNames: Partial<DecoderNames> = { logits: 'last_hidden_state' }
const ownNames: Partial<DecoderNames> = {
  attentionMask: 'decoder_attention_mask',
  ...cacheNames('decoder'),
}
const sourceNames: Partial<DecoderNames> = {
  attentionMask: sourceMaskInput,
  ...cacheNames('encoder'),
}

function cacheNames(part: 'encoder' | 'decoder'): Partial<DecoderNames> {
  return {
    pastKey: `past_key_values.%d.${part}.key`,
    pastValue: `past_key_values.%d.${part}.value`,
    presentKey: `present.%d.${part}.key`,
    presentValue: `present.%d.${part}.value`,
  }
}

/**
 * Each half is a graph of the kind that is known already; what the decoder has of its source is a third one inside it.
 * @param names of the decoder's own inputs and outputs; what they leave out is called as Optimum calls it
 * @throws VitrineError `export-unsupported` when the two are not the halves of such a model
 */
export function readEncoderDecoderRoles(
  encoder: Graph,
  { inputs, outputs }: Graph,
  names: Partial<DecoderNames> = {},
): EncoderDecoderRoles {
  const isOfSource = ({ name }: ValueInfo) =>
    name === sourceMaskInput || sourceCacheInput.test(name)
  const read = inputs.find(({ name }) => name === hiddenStatesInput)
  if (read === undefined) {
    throw unsupported(
      `Its decoder has no input “${hiddenStatesInput}”, as decoder_model_merged.onnx has it`,
    )
  }
  const ownInputs = inputs.filter((input) => input !== read && !isOfSource(input))
  const own = readRoles({ inputs: ownInputs, outputs }, { ...ownNames, ...names })
  const ids = ownInputs.filter(({ name }) => name === own.ids.name)
  const source = readRoles(
    { inputs: [...ids, ...inputs.filter(isOfSource)], outputs },
    { inputIds: own.ids.name, logits: own.logits, ...sourceNames },
  )
  if (own.fixedLength !== undefined) {
    throw unsupported(`Its decoder takes exactly ${own.fixedLength} tokens at a time`)
  }
  // Without the branch there is no telling the first run from the others, in which the source's caches are not made.
  if (own.caches.length > 0 && own.useCache === undefined) {
    throw unsupported('Its decoder has a KV cache, and no “use_cache_branch” to begin a text with')
  }
  return {
    encoder: readEncoder(encoder, read),
    decoder: own,
    hiddenStates: hiddenStatesInput,
    source,
  }
}

function readEncoder(encoder: Graph, read: ValueInfo): DecoderRoles {
  const roles = readRoles(encoder, encoderNames)
  if (roles.caches.length > 0) throw unsupported('Its encoder has a KV cache')
  if (roles.fixedLength !== undefined) {
    throw unsupported(`Its encoder takes exactly ${roles.fixedLength} tokens`)
  }
  const type = encoder.outputs.find(({ name }) => name === roles.logits)?.type
  if (type === read.type) return roles
  throw unsupported(`Its encoder gives ${type}, and its decoder takes ${read.type}`)
}
