/** What the API says of its models, in the names of JSON. Where a model lies on this machine is not among it. */
import type { Manifest } from '../protocol/manifest.ts'
import { takes } from './choose-model.ts'
import type { HostedManifest } from './host.ts'

export function modelsAnswer(models: readonly HostedManifest[]): object {
  return {
    models: models.map(({ manifest: { id, title, task }, status }) => ({
      id,
      title,
      task,
      status,
      takes: takes[task],
    })),
  }
}

/** Everything that is worth knowing before a call. */
export function modelInfo({ manifest, status, opened }: HostedManifest): object {
  const { id, title, description, licence, measured, layout, files, notes } = manifest
  return {
    id,
    title,
    description,
    task: manifest.task,
    status,
    takes: takes[manifest.task],
    ...('modelVersion' in manifest && { version: manifest.modelVersion }),
    licence,
    measured,
    layout,
    ...taskFacts(manifest),
    files: files.map(({ path, sizeBytes, sha256 }) => ({ path, size_bytes: sizeBytes, sha256 })),
    notes,
    ...(opened && {
      runtime: {
        provider: opened.runtime.native === true ? 'cpu' : opened.runtime.provider,
        threads: opened.runtime.threads,
        build: opened.runtime.native === true ? 'onnxruntime-node' : opened.runtime.build,
        adapter: opened.runtime.adapter,
        reasons: opened.runtime.reasons,
      },
      verified: opened.verified,
      size_bytes: opened.sizeBytes,
      load_ms: opened.loadMs,
      model_file: opened.model.path,
    }),
  }
}

function taskFacts(manifest: Manifest): object {
  switch (manifest.task) {
    case 'image-classification':
    case 'object-detection':
    case 'image-segmentation': {
      const { labels, preprocessing } = manifest
      const thresholds = 'thresholds' in manifest ? { thresholds: manifest.thresholds } : {}
      return { labels, ...thresholds, inputs: { image: preprocessing } }
    }
    case 'image-to-image':
      return { inputs: { image: manifest.preprocessing }, outputs: manifest.output }
    case 'tabular-classification':
      return { labels: manifest.labels, ...tableInputs(manifest) }
    case 'tabular-regression':
      return { targets: manifest.targets, ...tableInputs(manifest) }
    case 'text-generation': {
      const { contextLength, defaults, chat } = manifest
      return {
        inputs: { prompt: 'text', ...(chat && { messages: 'a conversation' }) },
        context_length: contextLength,
        defaults: {
          max_new_tokens: defaults.maxNewTokens,
          temperature: defaults.temperature,
          top_k: defaults.topK,
          top_p: defaults.topP,
          repetition_penalty: defaults.repetitionPenalty,
          seed: defaults.seed,
        },
      }
    }
    case 'text-classification':
      return {
        labels: manifest.labels,
        inputs: { text: 'text' },
        max_tokens: manifest.maxTokens,
      }
    case 'fill-mask': {
      const { maskToken, maxTokens } = manifest
      return { mask_token: maskToken, inputs: { text: 'text' }, max_tokens: maxTokens }
    }
    case 'feature-extraction': {
      const { pooling, normalize, maxTokens } = manifest
      return { pooling, normalize, inputs: { texts: 'texts' }, max_tokens: maxTokens }
    }
    case 'tensors':
      return { inputs: manifest.inputs, outputs: manifest.outputs }
    default:
      return manifest satisfies never
  }
}

/** Nothing that a row needs is left out; how the form shows it is. */
function tableInputs({
  features,
}: Extract<Manifest, { task: 'tabular-classification' | 'tabular-regression' }>): object {
  return {
    inputs: {
      features: features.map(({ name, kind, unit, min, max, choices, mayBeMissing }) => ({
        name,
        kind,
        unit,
        min,
        max,
        choices,
        may_be_missing: mayBeMissing === true,
      })),
    },
  }
}
