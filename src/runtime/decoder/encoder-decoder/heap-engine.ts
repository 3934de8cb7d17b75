import { isTrap } from '../../errors.ts'
import type { RawSession } from '../../session.ts'
import type { Inside } from '../../session-parts.ts'
import { createFedBackCache } from '../heap/fed-back-cache.ts'
import { createInputs, type HeapInput } from '../heap/heap-inputs.ts'
import { readHeapLogits } from '../heap/heap-logits.ts'
import { releaseTensor } from '../heap/heap-tensor.ts'
import { openRunner } from '../heap/runner.ts'
import type { Engine } from './engine.ts'
import type { EncoderDecoderRoles } from './roles.ts'

export interface HeapSession extends RawSession {
  readonly inside: Extract<Inside, { provider: 'wasm' }>
}

/**
 * Everything lies in the wasm heap, which both sessions share: what the encoder made, its keys and values, and those
 * of the text. Only ids go in.
 */
export function createHeapEngine(
  roles: EncoderDecoderRoles,
  encoder: HeapSession,
  decoder: HeapSession,
): Engine {
  const { module } = decoder.inside
  const sourceInputs = createInputs(module, roles.encoder, encoder.traffic)
  const reading = openRunner(encoder.inside, namesOf(sourceInputs), [roles.encoder.logits])
  const ownInputs = createInputs(module, roles.decoder, decoder.traffic)
  const maskInputs = createInputs(module, roles.source, decoder.traffic).filter(
    ({ name }) => name === roles.source.mask?.name,
  )
  const own = createFedBackCache(module, roles.decoder.caches)
  const ofSource = createFedBackCache(module, roles.source.caches)
  const taken = [
    ...namesOf(ownInputs),
    ...namesOf(maskInputs),
    roles.hiddenStates,
    ...[...roles.decoder.caches, ...roles.source.caches].map(({ past }) => past),
  ]
  const ownGiven = [roles.decoder.logits, ...roles.decoder.caches.map(({ present }) => present)]
  // In the branch with a past the source's caches come out with nothing in them: they are asked for once.
  const allGiven = [...ownGiven, ...roles.source.caches.map(({ present }) => present)]
  const beginning = openRunner(decoder.inside, taken, allGiven)
  const goingOn = openRunner(decoder.inside, taken, ownGiven)
  let source: { readonly hidden: number; readonly length: number } | undefined
  let logits = 0

  function dropLogits() {
    releaseTensor(module, logits)
    logits = 0
  }

  function forgetText() {
    dropLogits()
    own.cutTo(0)
    ofSource.cutTo(0)
  }

  function forgetSource() {
    releaseTensor(module, source?.hidden ?? 0)
    source = undefined
  }

  return {
    read: (ids) =>
      encoder.settle(async () => {
        forgetText()
        forgetSource()
        const { length } = ids
        const step = { ids, from: 0, to: length, keep: length }
        const given = [0]
        await reading.run(
          sourceInputs.map((input) => input.tensorFor(step)),
          given,
        )
        source = { hidden: given[0]!, length }
      }),

    step: (ids, from) =>
      decoder.settle(async () => {
        if (source === undefined) throw new TypeError('There is no source to decode from')
        dropLogits()
        const isFirst = from === 0
        const to = from + ids.length
        const overSource = { ids: [], from: 0, to: source.length, keep: 0 }
        own.reserve(to)
        ofSource.reserve(source.length)
        const given = (isFirst ? allGiven : ownGiven).map(() => 0)
        await (isFirst ? beginning : goingOn).run(
          [
            ...ownInputs.map((input) => input.tensorFor({ ids, from, to, keep: ids.length })),
            ...maskInputs.map((input) => input.tensorFor(overSource)),
            source.hidden,
            ...own.pasts,
            ...ofSource.pasts,
          ],
          given,
        )
        logits = given[0]!
        own.keep(given.slice(1, ownGiven.length), to)
        if (isFirst) ofSource.keep(given.slice(ownGiven.length), source.length)
        return readHeapLogits(module, logits, decoder.traffic)
      }),

    cut: (length) =>
      decoder.settle(async () => {
        try {
          if (length === 0) forgetText()
          else own.cutTo(length)
          return length
        } catch (error) {
          if (isTrap(error)) throw error
          // No room for the shorter copy.
          forgetText()
          return 0
        }
      }),

    close() {
      dropLogits()
      forgetSource()
      for (const part of [own, ofSource, reading, beginning, goingOn]) part.close()
      for (const input of [...sourceInputs, ...ownInputs, ...maskInputs]) input.close()
    },
  }
}

function namesOf(inputs: readonly HeapInput[]): string[] {
  return inputs.map(({ name }) => name)
}
