/** What the two Transformer Builder layouts have in common: its tasks, and how its reference server feeds them. */
import { VitrineError } from '../protocol/errors.ts'
import type { KnownTask } from '../protocol/manifest.ts'
import type { Found, FoundImage } from './found.ts'

interface Builder {
  /** The file that says the task. */
  readonly file: string
  readonly taskType: string
  readonly modality: string | undefined
  readonly schema: {
    readonly image_size?: readonly [number, number, number] | undefined
    readonly channels_first?: boolean | undefined
    readonly max_seq_len?: number | undefined
    readonly vocab_size?: number | undefined
  }
  /** Where in `file` the schema stands. */
  readonly schemaKey: string
  readonly model: string
  readonly reasons: readonly string[]
  readonly classes: number | undefined
  readonly labels?: readonly string[] | undefined
  readonly mean?: readonly number[] | undefined
  readonly std?: readonly number[] | undefined
  readonly stopTokenId?: number | undefined
}

/** Tasks that have no page: what they are, and what is in the way. */
const others: Readonly<Record<string, { recognised?: KnownTask; note?: string }>> = {
  seq2seq: {
    note: 'An encoder with a decoder has no page here, so this one takes and gives plain tensors.',
  },
}

/** @throws VitrineError `export-invalid`, `export-unsupported` */
export function builderFinding(builder: Builder): Found {
  const { file, taskType, modality, model, reasons } = builder
  const found = { model, reasons, because: `${file} says ${taskType}` }
  const isVision = taskType === 'classification' && modality === 'vision'
  if (taskType === 'vision_classification' || isVision) return { ...found, ...imageOf(builder) }
  if (taskType === 'vision_multilabel') {
    const { image, ...rest } = imageOf(builder)
    return { ...found, ...rest, image: { ...image, scores: 'sigmoid' } }
  }
  if (['lm', 'language_modeling', 'causal_lm'].includes(taskType)) {
    return { ...found, ...textOf(builder) }
  }
  if (taskType === 'classification' && modality === 'tabular') {
    return { ...found, task: 'tensors', recognised: 'tabular-classification' }
  }
  if (taskType === 'classification' || taskType === 'text_classification') {
    const { schema, labels, classes } = builder
    return {
      ...found,
      task: 'text-classification',
      encoder: { positions: schema.max_seq_len, labels, classes },
    }
  }
  const { recognised, note } = others[taskType] ?? {
    note: `The task “${taskType}” has no page here, so this one takes and gives plain tensors.`,
  }
  return { ...found, task: 'tensors', recognised, notes: note === undefined ? [] : [note] }
}

function imageOf(builder: Builder): Pick<Found, 'task'> & { image: FoundImage } {
  const { schema, labels, classes, mean, std } = builder
  if (schema.image_size === undefined) {
    throw missing(builder, 'image_size', '[channels, height, width]')
  }
  const [channels, height, width] = schema.image_size
  if (channels !== 1 && channels !== 3) {
    throw new VitrineError('export-unsupported', {
      problem: `It takes pictures of ${channels} channels, not 1 or 3`,
    })
  }
  return {
    task: 'image-classification',
    image: {
      // The exporter's reference server: RGB, PIL.Image.resize((W, H)), which is bicubic, and / 255.
      preprocessing: {
        width,
        height,
        channels,
        layout: schema.channels_first === false ? 'NHWC' : 'NCHW',
        ...(mean !== undefined && { mean }),
        ...(std !== undefined && { std }),
      },
      labels,
      classes,
    },
  }
}

function textOf(builder: Builder): Pick<Found, 'task' | 'text'> {
  const { max_seq_len: contextLength, vocab_size: vocabularySize } = builder.schema
  if (contextLength === undefined) throw missing(builder, 'max_seq_len', 'how many tokens it takes')
  return {
    task: 'text-generation',
    text: {
      contextLength,
      vocabularySize,
      stopTokenIds: builder.stopTokenId === undefined ? [] : [builder.stopTokenId],
      // No KV cache, no mask, no positions: ids in, logits out.
      decoder: { inputIds: 'input_ids', logits: 'logits' },
    },
  }
}

function missing({ file, schemaKey }: Builder, key: string, what: string): VitrineError {
  const problem = `it must be there: ${what}`
  return new VitrineError('export-invalid', { file, key: `${schemaKey}.${key}`, problem })
}
