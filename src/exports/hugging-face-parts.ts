import type { Task } from '../protocol/manifest.ts'
import { hasFile, readJson } from './folder.ts'
import type { Found, FoundEncoder, FoundText } from './found.ts'
import {
  generationConfigSchema,
  generationNotes,
  generationSettings,
  idList,
  type GenerationConfig,
} from './generation-config.ts'
import {
  labelsIn,
  positionsOf,
  textPositionsOf,
  type HuggingFaceConfig,
} from './hugging-face-config.ts'
import { pictureOf, preprocessorConfig } from './hugging-face-pictures.ts'
import type { ReadableFolder } from './readable-folder.ts'
import { parse } from './schemas.ts'

const generationConfig = 'generation_config.json'

/** What to ask for behind a link. */
export const partCandidates: readonly string[] = [generationConfig, preprocessorConfig]

type Parts = Pick<Found, 'text' | 'image' | 'encoder' | 'notes'>

/**
 * What a Hugging Face export says beside its graph, for one task.
 * @throws VitrineError `export-invalid`, `export-unsupported`
 */
export async function partsOf(
  folder: ReadableFolder,
  task: Task,
  config: HuggingFaceConfig,
): Promise<Parts> {
  switch (task) {
    case 'text-generation': {
      const generation = await readGeneration(folder)
      return { text: textOf(config, generation), notes: generationNotes(config, generation) }
    }
    case 'text-classification':
      return { encoder: classifierOf(config), notes: regressionNotes(config) }
    case 'fill-mask':
    case 'feature-extraction':
      return { encoder: { positions: textPositionsOf(config) } }
    case 'image-classification':
    case 'object-detection':
    case 'image-segmentation':
    case 'image-to-image':
      return pictureOf(folder, task, config)
    case 'tabular-classification':
    case 'tabular-regression':
    case 'tensors':
      return {}
    default:
      return task satisfies never
  }
}

export async function readGeneration(folder: ReadableFolder): Promise<GenerationConfig> {
  return hasFile(folder, generationConfig)
    ? parse(generationConfigSchema, await readJson(folder, generationConfig), generationConfig)
    : {}
}

export function textOf(config: HuggingFaceConfig, generation: GenerationConfig): FoundText {
  return {
    contextLength: positionsOf(config),
    bosTokenId: idList(generation.bos_token_id ?? config.bos_token_id)[0],
    stopTokenIds: idList(generation.eos_token_id ?? config.eos_token_id),
    generation: generationSettings(generation),
  }
}

function classifierOf(config: HuggingFaceConfig): FoundEncoder {
  const labels = labelsIn(config)
  const isApart = config.problem_type === 'multi_label_classification' || labels.length === 1
  return {
    positions: textPositionsOf(config),
    labels,
    ...(labels.length > 0 && { classes: labels.length, scores: isApart ? 'sigmoid' : 'softmax' }),
  }
}

function regressionNotes({ problem_type: type }: HuggingFaceConfig): string[] {
  return type === 'regression'
    ? [
        'config.json says that it was trained to give numbers (regression): what it gives are no probabilities.',
      ]
    : []
}
