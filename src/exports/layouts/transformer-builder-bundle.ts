import * as z from 'zod/mini'
import { chooseModel } from '../choose-model.ts'
import { hasFile, readJson, type ExportFolder } from '../folder.ts'
import { always, type LayoutReader } from '../layout-reader.ts'
import { count, parse } from '../schemas.ts'
import { builderFinding } from '../transformer-builder-task.ts'

const marker = 'configs/task_spec.json'
const usualModel = 'artifacts/model.onnx'

/** `artifacts/`, `configs/` and the files of a server, as Transformer Builder's `create_export_bundle` writes them. */
export const transformerBuilderBundle: LayoutReader = {
  layout: 'transformer-builder-bundle',
  markers: [marker],
  candidates: [
    usualModel,
    `${usualModel}.data`,
    'metadata.json',
    'artifacts/tokenizer.json',
    'tokenizer.json',
    'tokenizer_config.json',
  ],
  matches: always,
  async read(folder, author) {
    const spec = parse(specSchema, await readJson(folder, marker), marker)
    const usual = hasFile(folder, usualModel) ? { model: usualModel } : {}
    const { model, reasons } = chooseModel(folder, { ...usual, ...author })
    const { normalize, mean, std } = spec.preprocessing_config ?? {}
    const classes = spec.output_schema?.num_classes ?? undefined
    return {
      ...builderFinding({
        file: marker,
        taskType: spec.task_type,
        modality: spec.modality ?? (await modalityOf(folder)),
        schema: spec.input_schema ?? {},
        schemaKey: 'input_schema',
        model,
        reasons,
        classes,
        labels: spec.output_schema?.class_names ?? undefined,
        stopTokenId: spec.special_tokens?.['eos_token_id'] ?? undefined,
        ...(normalize !== false && { mean: mean ?? undefined, std: std ?? undefined }),
      }),
      title: spec.name ?? undefined,
    }
  },
}

/** Some versions say it only here. */
async function modalityOf(folder: ExportFolder): Promise<string | undefined> {
  const path = 'metadata.json'
  return hasFile(folder, path)
    ? parse(metadataSchema, await readJson(folder, path), path).modality
    : undefined
}

const metadataSchema = z.object({ modality: z.optional(z.string()) })

const optional = <T extends z.ZodMiniType>(schema: T) => z.optional(z.nullable(schema))

const specSchema = z.object({
  name: optional(z.string()),
  task_type: z.string(),
  modality: z.optional(z.string()),
  input_schema: optional(
    z.object({
      image_size: z.optional(z.tuple([count, count, count])),
      channels_first: z.optional(z.boolean()),
      max_seq_len: z.optional(count),
      vocab_size: z.optional(count),
    }),
  ),
  output_schema: optional(
    z.object({ num_classes: optional(count), class_names: optional(z.array(z.string())) }),
  ),
  preprocessing_config: optional(
    z.object({
      normalize: z.optional(z.boolean()),
      mean: optional(z.array(z.number())),
      std: optional(z.array(z.number())),
    }),
  ),
  special_tokens: optional(z.record(z.string(), z.nullable(z.int()))),
})
