import * as z from 'zod/mini'
import { VitrineError } from '../../protocol/errors.ts'
import { hasFile, readJson, requireFile } from '../folder.ts'
import { decoderNames, decoderSchema } from '../genai-decoder.ts'
import {
  generationConfigSchema,
  generationSettings,
  idList,
  tokenIds,
} from '../generation-config.ts'
import { always, type LayoutReader } from '../layout-reader.ts'
import { count, parse } from '../schemas.ts'
import { listWords } from '../words.ts'

const marker = 'genai_config.json'

/** `genai_config.json`, as the model builder of ONNX Runtime GenAI writes it. */
export const genai: LayoutReader = {
  layout: 'genai',
  markers: [marker],
  candidates: [
    'model.onnx',
    'model.onnx.data',
    'model.onnx_data',
    'tokenizer.json',
    'tokenizer_config.json',
    'chat_template.jinja',
    'chat_template.json',
  ],
  matches: always,
  async read(folder, author) {
    const { model: config, search } = parse(schema, await readJson(folder, marker), marker)
    const { decoder, context_length: contextLength } = config
    const parts = ['encoder', 'embedding', 'vision', 'speech'].filter((part) => part in config)
    if (parts.length > 0) throw severalGraphs(config.type, ['decoder', ...parts])
    if ('pipeline' in decoder) throw severalGraphs(config.type, ['a pipeline of decoders'])
    if (decoder.inputs?.inputs_embeds !== undefined) {
      throw unsupported(`Its decoder takes embeddings (inputs_embeds), not the ids of tokens`)
    }
    const path = author.model ?? decoder.filename ?? 'model.onnx'
    const model = requireFile(folder, path).path
    return {
      task: 'text-generation',
      because: `${marker} says ${config.type}`,
      model,
      text: {
        contextLength,
        bosTokenId: idList(config.bos_token_id)[0],
        stopTokenIds: idList(config.eos_token_id),
        generation: generationSettings(search ?? {}),
        decoder: await decoderNames(decoder, () => folder.graph(model)),
      },
      notes: await vocabularyNotes(config.vocab_size, () =>
        hasFile(folder, 'tokenizer.json') ? readJson(folder, 'tokenizer.json') : undefined,
      ),
    }
  },
}

const schema = z.object({
  model: z.looseObject({
    type: z.string(),
    context_length: count,
    vocab_size: z.optional(count),
    bos_token_id: tokenIds,
    eos_token_id: tokenIds,
    decoder: decoderSchema,
  }),
  search: z.optional(generationConfigSchema),
})

/** A tokenizer with more tokens than the model has logits is a pair that does not fit, and ends in a failing run. */
async function vocabularyNotes(
  size: number | undefined,
  read: () => Promise<unknown> | undefined,
): Promise<string[]> {
  const parsed = tokenizerSchema.safeParse(await read())
  if (size === undefined || !parsed.success) return []
  const tokens = Object.keys(parsed.data.model.vocab).length
  if (tokens <= size) return []
  return [
    `Its tokenizer knows ${tokens.toLocaleString('en-US')} tokens and the model only ${size.toLocaleString('en-US')}: ` +
      'prompts with one of the others cannot run.',
  ]
}

const tokenizerSchema = z.object({
  model: z.object({ vocab: z.record(z.string(), z.number()) }),
})

function severalGraphs(type: string, parts: readonly string[]): VitrineError {
  return unsupported(
    `It is a ${type} of several graphs (${listWords(parts)}), and only models of one graph run here`,
  )
}

function unsupported(problem: string): VitrineError {
  const remedy = 'Open one of its .onnx files by itself to run that on tensors.'
  return new VitrineError('export-unsupported', { problem, remedy })
}
