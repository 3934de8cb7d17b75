import type { ChatFormat, TextGenerationManifest } from '../../protocol/manifest.ts'
import { createTextGeneration } from '../../pipelines/text-generation.ts'
import { openDecoder } from '../../runtime/decoder/decoder.ts'
import { openChatTemplate } from '../chat-template.ts'
import { guardTemplate } from '../guarded.ts'
import { openTokenizer } from '../open-tokenizer.ts'
import { hearingAll } from '../serve.ts'
import type { Parts, TaskMaker } from './task-maker.ts'

export const maker: TaskMaker<'text-generation'> = {
  async make(manifest, parts) {
    const tokenizer = await openTokenizer(manifest.tokenizer, parts)
    const { decoder, report: decoding } = await openAnyDecoder(manifest, parts)
    const chatTemplate = manifest.chat && (await openTemplate(manifest.chat, parts))
    const pipeline = createTextGeneration(manifest, { tokenizer, decoder, chatTemplate })
    return { pipeline, decoding }
  },
}

async function openAnyDecoder(
  { encoder: part, decoder: names }: TextGenerationManifest,
  { session, encoder }: Parts,
) {
  if (part === undefined || encoder === undefined) return openDecoder(session, names)
  // Of the models that people bring, few are of this kind.
  const { openEncoderDecoder } =
    await import('../../runtime/decoder/encoder-decoder/encoder-decoder.ts')
  return openEncoderDecoder(encoder, session, { names, never: part.neverTokenIds ?? [] })
}

async function openTemplate(format: ChatFormat, { read, deaf = hearingAll }: Parts) {
  return guardTemplate(await openChatTemplate(format, read), deaf)
}
