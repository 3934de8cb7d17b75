import { VitrineError } from '../../../protocol/errors.ts'
import type { DecoderNames } from '../../../protocol/manifest.ts'
import type { DecodingReport } from '../../../protocol/runtime.ts'
import type { Traffic } from '../../../protocol/tasks.ts'
import { isTrap } from '../../errors.ts'
import type { RawSession, RuntimeSession } from '../../session.ts'
import { createSelfCheck } from '../self-check.ts'
import type { Engine } from './engine.ts'
import { createHeapEngine, type HeapSession } from './heap-engine.ts'
import { createPlainEngine } from './plain-engine.ts'
import { readEncoderDecoderRoles, type EncoderDecoderRoles } from './roles.ts'
import { createTextOver, type SourceDecoder } from './text-over.ts'

type Opened = Pick<RuntimeSession, 'inputs' | 'outputs' | 'raw'>

export interface OpenedEncoderDecoder {
  readonly decoder: SourceDecoder & { readonly vocabularySize?: number }
  readonly report: DecodingReport
}

interface Options {
  /** Of the decoder's inputs and outputs; absent: as Optimum writes them. */
  readonly names?: DecoderNames | undefined
  /** Tokens that no text has, whatever the model says. */
  readonly never?: readonly number[]
}

/** Ids that every vocabulary has, for the self-check. */
const someSource = [3, 1, 4, 1, 5]

/**
 * Two sessions as one decoder that reads a source before it writes: `readSource`, then `append`. On WASM nothing of
 * both leaves the heap, if that gives the same answers as the plain way.
 * @param encoder `encoder_model.onnx`, on the same device and of the same runtime as the decoder
 * @param decoder `decoder_model_merged.onnx`, or one without a cache
 * @throws VitrineError `export-unsupported` when the two are not the halves of a model of a kind that is known here
 */
export async function openEncoderDecoder(
  encoder: Opened,
  decoder: Opened,
  { names, never = [] }: Options = {},
): Promise<OpenedEncoderDecoder> {
  const roles = readEncoderDecoderRoles(encoder, decoder, names)
  const { vocabularySize, caches } = roles.decoder
  const hasCache = caches.length > 0
  const traffic = sumOf(encoder.raw.traffic, decoder.raw.traffic)
  const textOver = (engine: Engine) => createTextOver(engine, { traffic, hasCache, never })
  const finish = (text: SourceDecoder, report: DecodingReport): OpenedEncoderDecoder => ({
    decoder: { ...text, ...(vocabularySize !== undefined && { vocabularySize }) },
    report: hasCache ? report : { ...report, cache: 'none' },
  })

  const plain = createPlainEngine(roles, encoder.raw, decoder.raw)
  const plainText = textOver(plain)
  if (!isInHeap(encoder.raw) || !isInHeap(decoder.raw)) {
    const isOnGpu = decoder.raw.inside?.provider === 'webgpu'
    return finish(plainText, { cache: isOnGpu ? 'fed-back' : 'copied', captured: false })
  }
  const heap = createHeapEngine(roles, encoder.raw, decoder.raw)
  const heapText = textOver(heap)
  const passedOver = await whyNot(heapText, plainText, roles)
  if (passedOver === undefined) {
    plain.close()
    return finish(heapText, { cache: 'fed-back', captured: false })
  }
  heap.close()
  return finish(plainText, { cache: 'copied', captured: false, passedOver })
}

function isInHeap(raw: RawSession): raw is HeapSession {
  return raw.inside?.provider === 'wasm'
}

async function whyNot(
  text: SourceDecoder,
  plain: SourceDecoder,
  { decoder }: EncoderDecoderRoles,
): Promise<DecodingReport['passedOver']> {
  try {
    const { vocabularySize = Infinity } = decoder
    for (const reader of [plain, text]) {
      await reader.readSource(someSource.map((id) => id % vocabularySize))
    }
    const agrees = await createSelfCheck(plain, decoder)
    return (await agrees(text)) ? undefined : 'different-answers'
  } catch (error) {
    // An instance that broke off answers nobody.
    if (isTrap(error) || (error instanceof VitrineError && error.code === 'worker-died'))
      throw error
    return 'not-possible'
  }
}

function sumOf(one: Traffic, other: Traffic): Traffic {
  // Two sessions of one device count together already.
  if (one === other) return one
  const sum = (key: keyof Traffic) => one[key] + other[key]
  return {
    get bytesIn() {
      return sum('bytesIn')
    },
    get bytesOut() {
      return sum('bytesOut')
    },
    get gpuBuffers() {
      return sum('gpuBuffers')
    },
    get gpuSubmits() {
      return sum('gpuSubmits')
    },
  }
}
