import type { VitrineJson } from '../../protocol/vitrine-json.ts'
import { encoderDecoderCandidates } from '../encoder-decoder.ts'
import { readJson } from '../folder.ts'
import type { Found } from '../found.ts'
import { besideOf } from '../guess/beside.ts'
import { guessTask } from '../guess/guess-task.ts'
import { configSchema, type HuggingFaceConfig } from '../hugging-face-config.ts'
import { chooseVariant, modelCandidates } from '../hugging-face-model.ts'
import { partCandidates, partsOf } from '../hugging-face-parts.ts'
import {
  isOfText,
  severalGraphs,
  severalGraphsError,
  taskOfArchitecture,
} from '../hugging-face-tasks.ts'
import { findTranslation } from '../hugging-face-translation.ts'
import type { LayoutReader } from '../layout-reader.ts'
import type { ReadableFolder } from '../readable-folder.ts'
import { parse } from '../schemas.ts'

const marker = 'config.json'

/** `config.json` with the graph under `onnx/`, as Optimum and Transformers.js lay it out. */
export const huggingFace: LayoutReader = {
  layout: 'hugging-face',
  markers: [marker],
  candidates: [
    ...modelCandidates,
    ...encoderDecoderCandidates,
    'tokenizer.json',
    'tokenizer_config.json',
    'special_tokens_map.json',
    'chat_template.jinja',
    'chat_template.json',
    'modules.json',
    '1_Pooling/config.json',
    'sentence_bert_config.json',
    ...partCandidates,
  ],
  async matches(folder) {
    const json = await readJson(folder, marker)
    const isObject = typeof json === 'object' && json !== null
    return isObject && ('model_type' in json || 'architectures' in json)
  },
  async read(folder, author) {
    const config = parse(configSchema, await readJson(folder, marker), marker)
    const translation = await findTranslation(folder, author, config)
    if (translation !== undefined) return translation
    const architecture = config.architectures?.[0]
    const parts = severalGraphs(folder, config.is_encoder_decoder === true)
    if (parts.length > 0 && author.model === undefined) {
      throw severalGraphsError(folder, architecture ?? 'no architecture', parts)
    }
    // Of one graph of several, which somebody wants by itself, the architecture says nothing.
    return architecture === undefined || parts.length > 0
      ? guessed(folder, author, config)
      : said(folder, author, config, architecture)
  },
}

async function said(
  folder: ReadableFolder,
  author: VitrineJson,
  config: HuggingFaceConfig,
  architecture: string,
): Promise<Found> {
  const isText = isOfText(folder, architecture)
  const { task, recognised, notes = [] } = taskOfArchitecture(architecture, isText)
  const { notes: further = [], ...parts } = await partsOf(folder, author.task ?? task, config)
  return {
    task,
    recognised,
    because: `${marker} says ${architecture}`,
    ...(await chooseVariant(folder, author)),
    ...parts,
    notes: [...notes, ...further],
  }
}

async function guessed(
  folder: ReadableFolder,
  author: VitrineJson,
  config: HuggingFaceConfig,
): Promise<Found> {
  const chosen = await chooseVariant(folder, author)
  const { model } = chosen
  const graph = await folder.graph(model)
  const guess = guessTask(graph, await besideOf(folder, model, graph))
  const { notes = [], ...parts } = await partsOf(folder, author.task ?? guess.task, config)
  return {
    ...guess,
    ...chosen,
    ...parts,
    notes: [...(guess.notes ?? []), ...notes],
    guessed: ['task'],
  }
}
