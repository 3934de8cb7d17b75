import type { Manifest } from '../../../protocol/manifest.ts'
import { elementCount, isFreeDim } from '../../../core/tensors/tensor.ts'
import {
  generationOf,
  pictureOf,
  rowOf,
  tensorsOf,
  textOf,
  textsOf,
  topKOf,
  type Asked,
} from './asked.ts'
import { jsonText, shellWord, type PlainValue } from './literals.ts'
import { lines, type Snippet } from './snippet.ts'

/** A call of the API: what a test sends without a shell, and what the shell's line is made of. */
export interface ApiCall {
  /** Relative to the API, such as "predict". */
  readonly path: 'predict' | 'generate'
  /** Without the picture, where it wants one. */
  readonly body: { readonly [name: string]: PlainValue }
  /** The picture's file, for a body that begins with `image`. */
  readonly picture?: string
}

/** Where `npm start` answers. */
export const usualServer = 'http://localhost:5173/'

export function apiCall(asked: Asked): ApiCall {
  const { manifest } = asked
  const model = { model: manifest.id }
  const top_k = topKOf(asked)
  switch (manifest.task) {
    case 'image-classification':
      return {
        path: 'predict',
        body: { top_k, ...model },
        picture: pictureOf({ ...asked, manifest }),
      }
    case 'object-detection':
    case 'image-segmentation':
    case 'image-to-image':
      return { path: 'predict', body: model, picture: pictureOf({ ...asked, manifest }) }
    case 'tabular-classification':
    case 'tabular-regression':
      return { path: 'predict', body: { features: rowOf({ ...asked, manifest }), ...model } }
    case 'text-classification':
    case 'fill-mask':
      return { path: 'predict', body: { text: textOf(asked), top_k, ...model } }
    case 'feature-extraction':
      return { path: 'predict', body: { texts: textsOf(asked), ...model } }
    case 'tensors':
      return { path: 'predict', body: { tensors: tensors({ ...asked, manifest }), ...model } }
    case 'text-generation':
      return { path: 'generate', body: { ...generation({ ...asked, manifest }), ...model } }
    default:
      return manifest satisfies never
  }
}

function generation(asked: Asked & { manifest: Extract<Manifest, { task: 'text-generation' }> }) {
  const { prompt, settings } = generationOf(asked)
  const given =
    typeof prompt === 'string'
      ? { prompt }
      : { messages: prompt.map(({ role, content }) => ({ role, content })) }
  return {
    ...given,
    max_new_tokens: settings.maxNewTokens,
    temperature: settings.temperature,
    top_k: settings.topK,
    top_p: settings.topP,
    repetition_penalty: settings.repetitionPenalty,
    seed: settings.seed,
  }
}

function tensors(asked: Asked & { manifest: Extract<Manifest, { task: 'tensors' }> }) {
  const given = tensorsOf(asked)
  return Object.fromEntries(
    asked.manifest.inputs.map(({ name, type, dims }) => {
      const own = given !== undefined && Object.hasOwn(given, name) ? given[name] : undefined
      const shape = dims.map((dim) => (isFreeDim(dim) ? 1 : Number(dim)))
      const zero = type === 'string' ? '' : type === 'bool' ? false : 0
      const zeros = {
        type,
        dims: shape,
        data: Array.from({ length: elementCount(shape) }, () => zero),
      }
      const plain = own && { type: own.type, dims: own.dims, data: own.data }
      return [name, plain ?? zeros]
    }),
  )
}

/** A line for a terminal, against the API that `npm start` answers. */
export function curlSnippet(asked: Asked): Snippet {
  const { path, body, picture } = apiCall(asked)
  const address = new URL(`api/${path}`, usualServer).href
  const call = `curl -X POST ${address} \\\n  -H 'Content-Type: application/json'`
  const code =
    picture === undefined
      ? lines(`${call} \\`, `  -d ${shellWord(jsonText(body))}`)
      : lines(
          // As an argument it would be longer than a system takes.
          `{ printf '{"image": "'; base64 < ${shellWord(picture)} | tr -d '\\n'; printf '%s' ${shellWord(`", ${jsonText(body).slice(1)}`)}; } |`,
          `  ${call} --data-binary @-`,
        )
  return {
    code: `${code}\n`,
    notes: [
      'npm start answers it in this project’s folder, npm start -- <folder> for an export of your own.',
      'This page answers the same calls to pages of its own origin alone, while it is open.',
      ...(picture === undefined ? [] : ['Run it where the picture lies.']),
    ],
  }
}
