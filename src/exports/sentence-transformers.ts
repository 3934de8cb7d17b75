/** What sentence-transformers writes beside a model: how the vectors of its tokens become one. */
import * as z from 'zod/mini'
import type { FeatureExtractionManifest } from '../protocol/manifest.ts'
import { hasFile, readJson, type ExportFolder } from './folder.ts'
import { parse } from './schemas.ts'

export interface SentenceFacts {
  readonly pooling?: FeatureExtractionManifest['pooling']
  readonly normalize?: boolean
  readonly maxTokens?: number
  /** The file that says the pooling. */
  readonly path?: string
  /** Whole sentences. */
  readonly notes: readonly string[]
}

const modules = 'modules.json'
const limits = 'sentence_bert_config.json'

/** @throws VitrineError `export-invalid` */
export async function readSentenceFacts(folder: ExportFolder): Promise<SentenceFacts> {
  const list = hasFile(folder, modules)
    ? parse(modulesSchema, await readJson(folder, modules), modules)
    : []
  const isThere = (kind: string) => list.some(({ type }) => type.endsWith(kind))
  const { path: place } = list.find(({ type }) => type.endsWith('Pooling')) ?? {}
  const path = `${place ?? '1_Pooling'}/config.json`
  const modes = hasFile(folder, path)
    ? modesOf(parse(poolingSchema, await readJson(folder, path), path))
    : []
  const [mode] = modes
  const pooling = mode === undefined || modes.length > 1 ? undefined : poolings[mode]
  const length = hasFile(folder, limits)
    ? parse(limitsSchema, await readJson(folder, limits), limits).max_seq_length
    : undefined
  return {
    ...(pooling !== undefined && { pooling, path }),
    ...(list.length > 0 && { normalize: isThere('Normalize') }),
    ...(length != null && { maxTokens: length }),
    notes: [
      ...(modes.length > 0 && pooling === undefined
        ? [
            `${path} asks for a pooling that is not done here (${modes.join(' with ')}), so the mean is taken.`,
          ]
        : []),
      ...(isThere('Dense')
        ? [
            'modules.json has a layer behind the pooling (Dense). Where the graph does not hold it, the vectors are not those of the whole model.',
          ]
        : []),
    ],
  }
}

const modulesSchema = z.array(z.looseObject({ type: z.string(), path: z.optional(z.string()) }))
const poolingSchema = z.looseObject({})
const limitsSchema = z.object({ max_seq_length: z.optional(z.nullable(z.number())) })

const poolings: Readonly<Partial<Record<string, FeatureExtractionManifest['pooling']>>> = {
  cls: 'first',
  mean: 'mean',
  lasttoken: 'last',
}

/** Each mode is a yes or no of its own; later versions name one. */
function modesOf({ pooling_mode: named, ...flags }: Record<string, unknown>): string[] {
  if (typeof named === 'string') return [named]
  return Object.entries(flags)
    .filter(([name, value]) => name.startsWith('pooling_mode_') && value === true)
    .map(([name]) => name.replace('pooling_mode_', '').replace(/_tokens?$/, ''))
}
