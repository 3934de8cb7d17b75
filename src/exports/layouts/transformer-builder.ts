import * as z from 'zod/mini'
import { chooseModel } from '../choose-model.ts'
import { hasFile, readJson } from '../folder.ts'
import type { LayoutReader } from '../layout-reader.ts'
import { count, parse } from '../schemas.ts'
import { builderFinding } from '../transformer-builder-task.ts'

const marker = 'metadata.json'

/** `metadata.json` beside `model.onnx`, as Transformer Builder's `export_model` writes them. */
export const transformerBuilder: LayoutReader = {
  layout: 'transformer-builder',
  markers: [marker],
  candidates: [
    'model.onnx',
    'model.onnx.data',
    'tokenizer.json',
    'tokenizer_config.json',
    'special_tokens_map.json',
  ],
  async matches(folder) {
    // Many tools call something metadata.json.
    const json = await readJson(folder, marker)
    return typeof json === 'object' && json !== null && 'task_type' in json
  },
  async read(folder, author) {
    const metadata = parse(metadataSchema, await readJson(folder, marker), marker)
    const { task_type: taskType, modality, input_shape: input, output_shape: output } = metadata
    const usual = hasFile(folder, 'model.onnx') ? { model: 'model.onnx' } : {}
    const { model, reasons } = chooseModel(folder, { ...usual, ...author })
    return builderFinding({
      file: marker,
      taskType,
      modality,
      schema: input?.schema ?? {},
      schemaKey: 'input_shape.schema',
      model,
      reasons,
      classes: output?.length === 2 ? output[1] : undefined,
    })
  },
}

const metadataSchema = z.object({
  task_type: z.string(),
  modality: z.optional(z.string()),
  input_shape: z.optional(
    z.object({
      schema: z.optional(
        z.object({
          image_size: z.optional(z.tuple([count, count, count])),
          channels_first: z.optional(z.boolean()),
          max_seq_len: z.optional(count),
          vocab_size: z.optional(count),
        }),
      ),
    }),
  ),
  output_shape: z.optional(z.nullable(z.array(z.int()))),
})
