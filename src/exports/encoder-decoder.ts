import type { EncoderPart, ModelVariant } from '../protocol/manifest.ts'
import { hasFile } from './folder.ts'
import { modelFiles } from './model-files.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { defaultVariant, suffixes } from './variants.ts'

/** Where exporters for Transformers.js put them. */
const places = ['onnx/', '']

/** What to ask for behind a link. */
export const encoderDecoderCandidates: readonly string[] = [
  ...suffixes.flatMap(([suffix]) => [
    `onnx/encoder_model${suffix}.onnx`,
    `onnx/decoder_model_merged${suffix}.onnx`,
  ]),
  'encoder_model.onnx',
  'decoder_model_merged.onnx',
]

export interface EncoderDecoder {
  /** The decoder's. */
  readonly model: string
  readonly encoder: EncoderPart['model']
  /** Absent where there is no choice. */
  readonly variants?: readonly ModelVariant[]
}

/**
 * An encoder with its decoder, both in the same precision where there are both. The decoder is one graph for its first step and for all
 * others ("merged").
 * @param named the decoder that is to be taken
 * @returns undefined where there is no such pair
 * @throws VitrineError `export-incomplete`, `path-refused`, `model-damaged`
 */
export async function encoderDecoderOf(
  folder: ReadableFolder,
  named: string | undefined,
): Promise<EncoderDecoder | undefined> {
  const pairs = places.map((place) =>
    suffixes
      .map(([suffix, precision]) => {
        const whole = `${place}encoder_model.onnx`
        const same = `${place}encoder_model${suffix}.onnx`
        // What a decoder of 16-bit floats takes need not be what an encoder of 32 bits gives.
        const isOnly = !hasFile(folder, same) && (precision === 'q8' || precision === 'q4')
        const model = `${place}decoder_model_merged${suffix}.onnx`
        return { model, encoder: isOnly ? whole : same, precision }
      })
      .filter(({ model, encoder }) => hasFile(folder, model) && hasFile(folder, encoder)),
  )
  const those = pairs.find((list) =>
    named === undefined ? list.length > 0 : list.some(({ model }) => model === named),
  )
  if (those === undefined) return undefined
  const variants = await Promise.all(
    those.map(async (pair) => ({
      ...pair,
      files: [
        ...(await modelFiles(folder, pair.model)),
        ...(await modelFiles(folder, pair.encoder)),
      ],
    })),
  )
  const chosen = variants.find(({ model }) => model === named) ?? defaultVariant(variants)
  const { model, encoder } = those.find((pair) => pair.model === chosen?.model)!
  const isChoice = variants.length > 1 || variants[0]?.precision !== 'fp32'
  return { model, encoder, ...(isChoice && { variants }) }
}
